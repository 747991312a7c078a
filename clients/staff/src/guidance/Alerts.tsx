import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { Derived } from "./derive.ts";
import { G } from "./words.ts";

/** Hints of the rules that hold now. */
export function Alerts({ derived }: { derived: Derived }) {
  const { alerts } = derived.guidance;
  if (alerts.length === 0) return null;
  return (
    <ul className="alerts" aria-label={G.alerts.title} data-testid="alerts">
      {alerts.map((one) => (
        <li key={one.rule} data-testid={`alert-${one.rule}`}>
          <Icon name="warn" small />
          <span>{one.text}</span>
          {one.staffOnly && <Tag tone="person">{G.alerts.staff}</Tag>}
        </li>
      ))}
    </ul>
  );
}
