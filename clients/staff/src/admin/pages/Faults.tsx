import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useState } from "react";
import { useSheet, useWork } from "../hooks.ts";
import { titleOf } from "../kinds.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { rowOf, unkept } from "../sheet.ts";
import { labelOf } from "../values.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.faults;
const MOST = 200;

/** チェック: what is wrong, errors first; a press goes to the row and its column. */
export function Faults({ onGo }: { onGo: (table: string, id: string, column: string) => void }) {
  const sheet = useSheet();
  const { checked } = useWork();
  const [shown, setShown] = useState(MOST);
  const errors = sheet.faults.filter((one) => one.level === "error");
  const warnings = sheet.faults.filter((one) => one.level === "warning");
  const all = [...errors, ...warnings];
  return (
    <section className="admin-page" data-testid="faults" aria-busy={!checked}>
      <PageHead
        title={words.title}
        lead={<span role="status">{checked ? words.lead(errors.length, warnings.length) : ADMIN.draft.checking}</span>}
      >
        {unkept(sheet) > 0 && <p className="note over">{words.stale}</p>}
      </PageHead>
      {all.length === 0 && checked && <p className="admin-empty">{words.none}</p>}
      {all.length > 0 && <p className="note">{words.rule}</p>}
      <ol className="fault-list">
        {all.slice(0, shown).map((one) => (
          <li key={`${one.table} ${one.id} ${one.column} ${one.place} ${one.text}`}>
            <button type="button" data-testid={`fault-${one.id}`} onClick={() => onGo(one.table, one.id, one.column)}>
              <Tag tone={one.level === "error" ? "danger" : "look"}>{words.level[one.level]}</Tag>
              <span className="note nowrap">{ADMIN.kinds[one.table] ?? one.table}</span>
              <span className="row-id">{one.id}</span>
              <span className="fault-what">
                <b>{one.text}</b>
                <small className="cut">{titleOf(one.table, one.id, rowOf(sheet, one.table, one.id))}</small>
              </span>
              <span className="note nowrap">
                {one.column && labelOf(sheet, one.table, one.column)}
                {one.place != null && ` ${ADMIN.form.at(one.place + 1)}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {all.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + MOST)}>
          {ADMIN.more(all.length - shown)}
        </button>
      )}
    </section>
  );
}
