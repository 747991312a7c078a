import { useState } from "react";
import { api } from "../api.ts";
import type { SideBySide } from "../guidance.ts";
import { useAsk, useSheet, useWork } from "../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";

const words = ADMIN.households;

/** The stored households, by the published version and by this draft: only what differs. */
export function Households() {
  const sheet = useSheet();
  const { turn } = useWork();
  const asked = useAsk(String(turn), () => api.households<{ households: SideBySide[] }>(sheet.draft));
  return (
    <section className="admin-page" data-testid="households">
      <PageHead title={words.title} lead={words.lead} />
      <Waiting asked={asked}>{({ households }) => <List households={households} />}</Waiting>
    </section>
  );
}

function List({ households }: { households: SideBySide[] }) {
  const [only, setOnly] = useState(false);
  const compared = households.map((one) => ({ one, parts: differences(one) }));
  const different = compared.filter(({ parts }) => parts.length > 0);
  if (households.length === 0) return <p className="admin-empty">{words.none}</p>;
  return (
    <>
      <p className="line">
        <b data-testid="households-sum">
          {different.length ? words.differs(different.length, households.length) : words.allSame}
        </b>
        {different.length > 0 && (
          <label className="tick">
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />
            {words.onlyDifferent}
          </label>
        )}
      </p>
      <ol className="household-list">
        {(only ? different : compared).map(({ one, parts }) => (
          <li key={one.household} data-testid={`household-${one.household}`}>
            <h2>
              <span className="row-id">{one.household}</span> {one.title}
            </h2>
            {parts.length === 0 ? (
              <p className="note">{words.same}</p>
            ) : (
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{words.what}</th>
                    <th scope="col">{words.published}</th>
                    <th scope="col">{words.draft}</th>
                  </tr>
                </thead>
                <tbody>
                  {parts.map((part) => (
                    <tr key={part.kind}>
                      <th scope="row">{words.kinds[part.kind] ?? part.kind}</th>
                      <td>
                        {part.lost.map((text) => (
                          <p key={text}>
                            <del>{text}</del>
                          </p>
                        ))}
                        {part.same > 0 && <p className="note">{words.unchanged(part.same)}</p>}
                      </td>
                      <td>
                        {part.gained.map((text) => (
                          <p key={text}>
                            <ins>{text}</ins>
                          </p>
                        ))}
                        {part.same > 0 && <p className="note">{words.unchanged(part.same)}</p>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

interface Part {
  kind: string;
  lost: string[];
  gained: string[];
  same: number;
}

export function differences({ published, draft }: Pick<SideBySide, "published" | "draft">): Part[] {
  const kinds = [...new Set([...Object.keys(published), ...Object.keys(draft)])];
  return kinds.flatMap((kind) => {
    const [before, after] = [published[kind] ?? [], draft[kind] ?? []];
    const lost = before.filter((one) => !after.includes(one));
    const gained = after.filter((one) => !before.includes(one));
    return lost.length || gained.length ? [{ kind, lost, gained, same: before.length - lost.length }] : [];
  });
}
