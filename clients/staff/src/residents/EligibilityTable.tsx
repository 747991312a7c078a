import type { Value } from "@madoguchi/shared/facts.ts";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { Fragment } from "react";
import { useHouseState } from "../hooks.ts";
import type { Eligibility } from "./api.ts";
import { listed } from "./eligible.ts";
import { R } from "./words.ts";

/** Who has what: a line for each eligibility, a column for each of the household. */
export function EligibilityTable({ found }: { found: Eligibility }) {
  const { catalog } = useHouseState();
  const label = (item: string) => catalog?.label(item) ?? item;
  const say = (item: string, value: Value | undefined): string => {
    const known = catalog?.item(item);
    return value === undefined || value === null ? R.eligibleNothing : known ? showValue(known, value) : String(value);
  };
  return (
    <>
      <div className="eligible-frame">
        <table className="table eligible" data-testid="eligible">
          <thead>
            <tr>
              <th scope="col">{R.eligibleItem}</th>
              {found.members.map((one) => (
                <th key={one.resident} scope="col">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed(found).map(([group, items]) => (
              <Fragment key={group}>
                <tr className="eligible-group">
                  <th scope="rowgroup" colSpan={found.members.length + 1}>
                    {R.groups[group]}
                  </th>
                </tr>
                {items.map((item) => (
                  <tr key={item}>
                    <th scope="row">{label(item)}</th>
                    {found.members.map((one) => (
                      <td key={one.resident} data-testid={`eligible-${item}`}>
                        {say(item, one.items[item])}
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {found.masked.length > 0 && (
        <p className="note" data-testid="eligible-masked">
          {R.eligibleMasked(found.masked.map(label).join("、"))}
        </p>
      )}
    </>
  );
}
