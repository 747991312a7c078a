import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "../api.ts";
import { useSheet } from "../hooks.ts";
import { rowsOf } from "../sheet.ts";
import { ADMIN } from "../words.ts";

/** The windows of a counter, or those at which a procedure is done, as the draft has them. */
export function Windows({ row }: { row: Row }) {
  const sheet = useSheet();
  const windows = rowsOf(sheet, "windows").filter(
    (one) => one.row.group_id === row.group_id && (!row.office || one.row.office === row.office),
  );
  return (
    <div className="column">
      <span className="column-name">{ADMIN.kinds.windows}</span>
      <div className="column-in">
        {windows.length === 0 && <p className="note">{ADMIN.form.noWindows}</p>}
        <ul className="windows">
          {windows.map(({ id, row: one }) => (
            <li key={id}>
              <Plate no={one.window_no ?? ""} /> {one.name} <span className="note">{one.floor}</span>
              {one.retired === "1" && <span className="note">{ADMIN.form.retired}</span>}
            </li>
          ))}
        </ul>
        <p className="note">{ADMIN.form.windowsElsewhere}</p>
      </div>
    </div>
  );
}
