// 目安の点検: whether the wait times that were told held, by week and line.

import { get } from "@madoguchi/shared/http.ts";
import { Over } from "@madoguchi/shared/parts/signs.tsx";
import { useAsk } from "../../admin/hooks.ts";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { ACCURACY, FLOOR } from "../words.ts";
import { Calibration } from "./Calibration.tsx";

interface Quality {
  week: string;
  queue: string;
  count: number;
  hit?: number | null;
  late?: number | null;
  width?: number | null;
  below?: number[];
}

interface Audit {
  qualities: Quality[];
  names: Record<string, string>;
  /** The queues of what is handed over after the reception. */
  handing: string[];
}

const LEAST_HIT = 0.9;
const MOST_LATE = 0.07;

export function AccuracyPage() {
  const asked = useAsk("accuracy", () => get<Audit>("/api/floor/accuracy"));
  return (
    <section className="admin-page floor-page" data-testid="accuracy">
      <PageHead title={FLOOR.pages.accuracy} lead={ACCURACY.lead} />
      <Waiting asked={asked}>{(audit) => <Weeks audit={audit} />}</Waiting>
    </section>
  );
}

function Weeks({ audit: { qualities, names, handing } }: { audit: Audit }) {
  if (qualities.length === 0) return <p className="admin-empty">{ACCURACY.none}</p>;
  const weeks = [...new Set(qualities.map((one) => one.week))];
  return (
    <>
      <ul className="accuracy-notes">
        {ACCURACY.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {weeks.map((week) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section key={week} tabIndex={0} aria-labelledby={`week-${week}`}>
          <h2 className="head" id={`week-${week}`}>
            {ACCURACY.week(week)}
          </h2>
          <Week rows={qualities.filter((one) => one.week === week)} names={names} handing={handing} />
        </section>
      ))}
    </>
  );
}

function Week({ rows, names, handing }: { rows: Quality[] } & Pick<Audit, "names" | "handing">) {
  return (
    <table className="table accuracy-table">
      <thead>
        <tr>
          <th scope="col">{ACCURACY.line}</th>
          <th scope="col" className="num">
            {ACCURACY.count}
          </th>
          <th scope="col" className="num">
            {ACCURACY.hit}
          </th>
          <th scope="col" className="num">
            {ACCURACY.late}
          </th>
          <th scope="col" className="num">
            {ACCURACY.width}
          </th>
          <th scope="col">{ACCURACY.below}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.queue} data-testid={`accuracy-${one.queue.split("/")[1]}`}>
            <th scope="row">
              {handing.includes(one.queue) ? ACCURACY.handing(names[one.queue] ?? "") : names[one.queue]}
            </th>
            <td className="num">{one.count}</td>
            {one.hit == null ? (
              <td colSpan={4} className="note">
                {ACCURACY.few}
              </td>
            ) : (
              <Held one={one} />
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What missed its goal has the sign beside the figure, not the colour alone. */
function Held({ one }: { one: Quality }) {
  const hit = one.hit ?? 0;
  const late = one.late ?? 0;
  return (
    <>
      <td className={hit < LEAST_HIT ? "num over" : "num"}>
        {hit < LEAST_HIT && <Over />} {ACCURACY.share(hit)}
      </td>
      <td className={late > MOST_LATE ? "num over" : "num"}>
        {late > MOST_LATE && <Over />} {ACCURACY.share(late)}
      </td>
      <td className="num">{ACCURACY.minutes(one.width ?? 0)}</td>
      <td>
        <Calibration below={one.below ?? []} />
      </td>
    </>
  );
}
