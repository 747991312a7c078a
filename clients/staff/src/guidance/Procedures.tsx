import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { counts, type Due } from "@madoguchi/shared/rules/guidance.ts";
import { useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useCase, useKeys } from "../hooks.ts";
import { AddProcedure } from "./AddProcedure.tsx";
import { DueRow } from "./DueRow.tsx";
import type { Derived } from "./derive.ts";
import { plateOf } from "./plates.ts";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
  fresh: ReadonlySet<string>;
  onAsk: ((question: string) => void) | undefined;
}

/** The procedures by counter in walking order, notices apart, what was taken out at the end; any can be added by hand. */
export function Procedures({ id, derived, fresh, onAsk }: Props) {
  const { cases } = useCase(id);
  const [adding, setAdding] = useState(false);
  const { closed } = cases[id]!;
  const { procedures, way } = derived.guidance;
  const here = procedures.filter(counts);
  const notices = here.filter((one) => one.noticeOnly);
  const out = procedures.filter((one) => one.byHand === false);
  useKeys(closed ? {} : { "Alt+g": () => setAdding(true) });
  const row = (one: Due) => (
    <DueRow key={one.procedure} id={id} derived={derived} one={one} isNew={fresh.has(one.procedure)} onAsk={onAsk} />
  );
  const stations = way
    .map((station) => ({
      group: station.group,
      dues: here.filter((one) => station.procedures.includes(one.procedure) && !one.noticeOnly),
    }))
    .filter((station) => station.dues.length > 0);
  return (
    <section>
      <Head name={G.result.title}>
        <b data-testid="procedure-count">{here.length}</b>
        {G.result.count}
        {way.length > 0 && `・${G.result.counters(way.length)}`}
      </Head>
      {here.length === 0 && <p className="note">{G.result.none}</p>}
      <ol className="stations" data-testid="stations">
        {stations.map(({ group, dues }) => (
          <li key={group} className="station" data-testid={`station-${group}`}>
            <Plate no={plateOf(derived.catalog, derived.known.office, group)} />
            <div className="station-in">
              <h3>
                {derived.catalog.groupName(derived.known.office, group)}
                <span className="note">{derived.catalog.counter(derived.known.office, group)?.floor}</span>
              </h3>
              <ul>{dues.map(row)}</ul>
            </div>
          </li>
        ))}
      </ol>
      {notices.length > 0 && (
        <>
          <h3 className="small-head">
            {G.result.noticeHead} <span className="note">{G.result.noticeLead}</span>
          </h3>
          <ul className="notices" data-testid="notices">
            {notices.map(row)}
          </ul>
        </>
      )}
      {out.length > 0 && (
        <>
          <h3 className="small-head">
            {G.result.outHead} <span className="note">{G.result.outLead}</span>
          </h3>
          <ul className="taken-out" data-testid="taken-out">
            {out.map(row)}
          </ul>
        </>
      )}
      {adding ? (
        <AddProcedure id={id} derived={derived} onClose={() => setAdding(false)} />
      ) : (
        <p className="add">
          <Button
            small
            keys="Alt G"
            testId="procedure-add"
            because={closed ? G.ask.closed : null}
            onPress={() => setAdding(true)}
          >
            {G.result.add}
          </Button>
        </p>
      )}
    </section>
  );
}
