// The right column of a day gone by: what happened until then, the chosen line's people, cases between counters.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { Absent, Flow, Waiting } from "../board/Aside.tsx";
import type { Floor, LineState } from "../board/state.ts";
import { REPLAY } from "./words.ts";

export interface Sofar {
  came: number;
  calls: number;
  ended: number;
}

interface Props {
  floor: Floor;
  line: LineState | null;
  sofar: Sofar;
  now: number;
  catalog: Catalog;
}

export function Side({ floor, line, sofar, now, catalog }: Props) {
  const { people, times } = REPLAY.units;
  return (
    <aside className="floor-side">
      <section>
        <h2 className="head">{REPLAY.sofar}</h2>
        <dl className="replay-sofar">
          <Count name={REPLAY.came} count={sofar.came} unit={people} testId="replay-came" />
          <Count name={REPLAY.calls} count={sofar.calls} unit={times} testId="replay-calls" />
          <Count name={REPLAY.ended} count={sofar.ended} unit={people} testId="replay-ended" />
        </dl>
      </section>
      {line && <Waiting line={line} now={now} catalog={catalog} />}
      <Flow floor={floor} now={now} catalog={catalog} />
      <Absent rows={floor.absent} />
    </aside>
  );
}

function Count({ name, count, unit, testId }: { name: string; count: number; unit: string; testId: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>
        <b>{count}</b>
        {unit}
      </dd>
    </div>
  );
}
