import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useState } from "react";
import type { RowChange } from "../api.ts";
import { type Asked, useSheet } from "../hooks.ts";
import { titleOf } from "../kinds.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { rowOf, type Sheet } from "../sheet.ts";
import { inOrder, labelOf, said } from "../values.ts";
import { Waiting } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";

const words = ADMIN.changes;
const TONES = { added: "kept", changed: "act", removed: "danger", moved: undefined } as const;
const MOST = 200;

interface Props {
  asked: Asked<RowChange[]>;
  onGo: (table: string, id: string, column: string) => void;
}

/** What differs from the published version, row by row, column by column. */
export function Changes({ asked, onGo }: Props) {
  return (
    <section className="admin-page" data-testid="changes">
      <Waiting asked={asked}>{(changes) => <List changes={changes} onGo={onGo} />}</Waiting>
    </section>
  );
}

function List({ changes, onGo }: { changes: RowChange[] } & Pick<Props, "onGo">) {
  const sheet = useSheet();
  const [shown, setShown] = useState(MOST);
  return (
    <>
      <PageHead title={words.title} lead={words.lead(changes.length)} />
      {changes.length === 0 && (
        <p className="admin-empty">
          <b>{words.none}</b>
          {words.noneNow}
        </p>
      )}
      <ol className="change-list">
        {changes.slice(0, shown).map((one) => (
          <Change key={`${one.table} ${one.id} ${one.what}`} one={one} sheet={sheet} onGo={onGo} />
        ))}
      </ol>
      {changes.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + MOST)}>
          {ADMIN.more(changes.length - shown)}
        </button>
      )}
    </>
  );
}

function Change({ one, sheet, onGo }: { one: RowChange; sheet: Sheet } & Pick<Props, "onGo">) {
  const read = (column: string, value: string): string => said(sheet, one.table, column, value) || ADMIN.start.empty;
  const gone = one.what === "removed" || one.what === "moved";
  const row = rowOf(sheet, one.table, one.id);
  const title = row ? titleOf(one.table, one.id, row) : titleOf(one.table, one.id, before(one));
  return (
    <li className="change" data-testid={`change-${one.id}`}>
      <h2>
        <Tag tone={TONES[one.what]}>{words.what[one.what]}</Tag>
        <span className="note">{ADMIN.kinds[one.table] ?? one.table}</span>
        <span className="row-id">{one.id}</span>
        {gone ? (
          <b className="cut">{one.what === "moved" ? words.order : title}</b>
        ) : (
          <button
            type="button"
            className="link cut"
            onClick={() => onGo(one.table, one.id, one.columns[0]?.column ?? "")}
          >
            {title}
          </button>
        )}
      </h2>
      {one.what !== "moved" && (
        <dl>
          {inOrder(sheet, one.table, one.columns).map((each) => (
            <div key={each.column}>
              <dt>{labelOf(sheet, one.table, each.column)}</dt>
              <dd>
                {one.what !== "added" && <del>{read(each.column, each.before)}</del>}
                {one.what !== "removed" && <ins>{read(each.column, each.after)}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

const before = (one: RowChange): Record<string, string> =>
  Object.fromEntries(one.columns.map((each) => [each.column, each.before]));

/** How many rows are added, changed, removed, moved. */
export function figuresOf(changes: RowChange[]): Record<RowChange["what"], number> {
  const figures = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const one of changes) figures[one.what] += 1;
  return figures;
}
