import { useState } from "react";
import { api } from "../api.ts";
import type { SideBySide } from "../guidance.ts";
import { useAsk, useSheet, useWork } from "../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";
import { differing, Sides } from "./Sides.tsx";

const words = ADMIN.households;

/** The stored households, by the published version and by this draft: what differs, and on asking everything that each gets. */
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
  const compared = households.map((one) => ({ one, differs: differing(one).length > 0 }));
  const different = compared.filter(({ differs }) => differs);
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
        {(only ? different : compared).map(({ one, differs }) => (
          <li key={one.household} data-testid={`household-${one.household}`}>
            <h2>
              <span className="row-id">{one.household}</span> {one.title}
            </h2>
            {differs ? <Sides {...one} whole={false} /> : <p className="note">{words.same}</p>}
            <details data-testid={`whole-${one.household}`}>
              <summary>{words.whole}</summary>
              <Sides {...one} whole />
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}
