import type { Value } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { useState } from "react";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import type { Both, Member } from "./api.ts";
import { R } from "./words.ts";

export interface Difference extends Both {
  key: string;
  name: string | null;
}

/** Where the city's data say something else than what was entered: of these members, and of the case itself. */
export function differing(members: Member[], ofCase: Record<string, Both>): Difference[] {
  const own = Object.entries(ofCase).map(([key, both]) => ({ key, name: null, ...both }));
  const each = members.flatMap((one) =>
    Object.entries(one.differs).map(([item, both]) => ({ key: `p.${one.person}.${item}`, name: one.name, ...both })),
  );
  return [...own, ...each];
}

/** Both values side by side; nothing was overwritten, and each is chosen by itself. */
export function Beside({ id, differs, onClose }: { id: string; differs: Difference[]; onClose: () => void }) {
  const house = useHouse();
  const { catalog } = useCase(id);
  const [used, setUsed] = useState<ReadonlySet<string>>(new Set());
  useKeys({ Escape: onClose });
  const say = (key: string, value: Value) => {
    const item = catalog?.item(key);
    return item ? showValue(item, value) : String(value ?? "");
  };
  return (
    <>
      <h3>{R.sideTitle}</h3>
      <p className="note">{R.side}</p>
      <table className="resident-sides" data-testid="resident-sides">
        <thead>
          <tr>
            <th scope="col">{R.members}</th>
            <th scope="col">{R.now}</th>
            <th scope="col">{R.city}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {differs.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                {one.name ?? R.ofCase}
                <br />
                <span className="note">{catalog?.label(one.key)}</span>
              </th>
              <td>{say(one.key, one.here)}</td>
              <td>{say(one.key, one.city)}</td>
              <td>
                <Button
                  small
                  testId={`use-${one.key}`}
                  because={used.has(one.key) ? R.used : null}
                  onPress={() => {
                    house.edit(id, { kind: "set", entries: { [one.key]: one.city }, source: "import" });
                    setUsed(new Set([...used, one.key]));
                  }}
                >
                  {used.has(one.key) ? R.used : R.useCity}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="deeds">
        <Button tone="main" grow keys="Esc" autoFocus testId="resident-done" onPress={onClose}>
          {R.done}
        </Button>
      </div>
    </>
  );
}
