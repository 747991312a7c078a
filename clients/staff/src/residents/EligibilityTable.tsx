import type { Value } from "@madoguchi/shared/facts.ts";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="eligible-frame" aria-label={R.eligibleTitle} tabIndex={0}>
        <table className="table eligible" data-testid="eligible">
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {R.eligibleItem}
              </th>
              {found.members.map((one) => (
                <th key={one.resident} scope="col">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed(found).map(([group, items]) =>
              items.map((item, at) => (
                <tr key={item}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={items.length} className="eligible-group">
                      {R.groups[group]}
                    </th>
                  )}
                  <th scope="row">{label(item)}</th>
                  {found.members.map((one) => (
                    <td key={one.resident} data-testid={`eligible-${item}`}>
                      {say(item, one.items[item])}
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </section>
      {found.masked.length > 0 && (
        <p className="note" data-testid="eligible-masked">
          {R.eligibleMasked(found.masked.map(label).join("、"))}
        </p>
      )}
    </>
  );
}
