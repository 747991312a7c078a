import { useWork } from "./hooks.ts";
import { titleOf } from "./kinds.ts";
import { PageHead } from "./parts/PageHead.tsx";
import { labelOf, said } from "./values.ts";
import { ADMIN } from "./words.ts";

/** What was typed into a draft that is gone: still here, to be copied from. */
export function Unsaved() {
  const { sheet } = useWork();
  const edits = Object.values(sheet?.edits ?? {}).filter((edit) => !edit.pristine);
  if (!sheet || edits.length === 0) return null;
  return (
    <section className="admin-page" data-testid="unsaved">
      <PageHead title={ADMIN.draft.unsaved} />
      <ol className="change-list">
        {edits.map(({ table, id, row, ground }) => (
          <li className="change" key={`${table} ${id}`}>
            <h2>
              <span className="note">{ADMIN.kinds[table]}</span> <span className="row-id">{id}</span>
              {titleOf(table, id, row)}
            </h2>
            <dl>
              {Object.keys(row)
                .filter((name) => row[name] && row[name] !== ground?.[name])
                .map((name) => (
                  <div key={name}>
                    <dt>{labelOf(sheet, table, name)}</dt>
                    <dd>{said(sheet, table, name, row[name] ?? "")}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
