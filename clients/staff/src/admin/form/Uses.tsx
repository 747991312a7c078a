import { api, type Use } from "../api.ts";
import { useAsk, useSheet } from "../hooks.ts";
import { titleOf } from "../kinds.ts";
import { keptOf, rowOf, type Sheet } from "../sheet.ts";
import { labelOf } from "../values.ts";
import { Waiting } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";

/** What names this row, by kind; a press goes there. */
export function Uses({ table, id, onGo }: { table: string; id: string; onGo: (use: Use) => void }) {
  const sheet = useSheet();
  const kept = keptOf(sheet, table, id);
  return (
    <section className="uses" data-testid="uses">
      {kept ? (
        <Asked sheet={sheet} table={table} id={id} rev={kept.rev} onGo={onGo} />
      ) : (
        <>
          <h3 className="head">{ADMIN.uses.title}</h3>
          <p className="note">{ADMIN.uses.fresh}</p>
        </>
      )}
    </section>
  );
}

function Asked(props: { sheet: Sheet; table: string; id: string; rev: number; onGo: (use: Use) => void }) {
  const { sheet, table, id, rev, onGo } = props;
  const asked = useAsk(`${table} ${id} ${rev}`, () => api.uses(sheet.draft, table, id));
  return (
    <>
      <h3 className="head">
        {ADMIN.uses.title}
        {asked.is === "here" && (
          <span className="sum">
            <b>{asked.value.length}</b>
            {ADMIN.units.places}
          </span>
        )}
      </h3>
      <Waiting asked={asked}>{(uses) => <UseList sheet={sheet} uses={uses} onGo={onGo} />}</Waiting>
    </>
  );
}

export function UseList({ sheet, uses, onGo }: { sheet: Sheet; uses: Use[]; onGo: (use: Use) => void }) {
  if (uses.length === 0) return <p className="note">{ADMIN.uses.none}</p>;
  return (
    <ul className="use-list">
      {uses.map((use) => (
        <li key={`${use.table} ${use.id} ${use.column}`}>
          <button type="button" className="use" onClick={() => onGo(use)}>
            <span className="tag">{ADMIN.kinds[use.table] ?? use.table}</span>
            <span className="row-id">{use.id}</span>
            <span className="cut">{titleOf(use.table, use.label || use.id, rowOf(sheet, use.table, use.id))}</span>
            <span className="note">{labelOf(sheet, use.table, use.column)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
