import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { useHouseState } from "../../hooks.ts";
import type { Row } from "../api.ts";
import { ADMIN } from "../words.ts";

/** The windows of a counter, as the house has them: to be seen here, not changed. */
export function Windows({ row }: { row: Row }) {
  const { catalog } = useHouseState();
  const windows = catalog!.windowsOf(row.office ?? "", row.group_id ?? "");
  return (
    <div className="column">
      <span className="column-name">{ADMIN.kinds.windows}</span>
      <div className="column-in">
        {windows.length === 0 && <p className="note">{ADMIN.form.noWindows}</p>}
        <ul className="windows">
          {windows.map((one) => (
            <li key={one.window}>
              <Plate no={one.number} /> {one.name} <span className="note">{one.floor}</span>
            </li>
          ))}
        </ul>
        <p className="note">{ADMIN.form.windowsElsewhere}</p>
      </div>
    </div>
  );
}
