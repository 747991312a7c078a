import type { Value } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { useState } from "react";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import type { Member } from "./api.ts";
import { R } from "./words.ts";

interface Difference {
  key: string;
  name: string | null;
  here: Value;
  city: Value;
}

/** Where the city's data say something else than what was entered. */
export function differing(members: Member[]): Difference[] {
  return members.flatMap((one) =>
    Object.entries(one.differs).map(([item, both]) => ({ key: `p.${one.person}.${item}`, name: one.name, ...both })),
  );
}

/** Both values side by side; nothing was overwritten, and each is chosen by itself. */
export function Beside({ id, members, onClose }: { id: string; members: Member[]; onClose: () => void }) {
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
          {differing(members).map((one) => (
            <tr key={one.key}>
              <th scope="row">
                {one.name}
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
