import type { Report } from "./api.ts";
import { beside, counted, type Measure, nameOf, said } from "./measures.ts";
import { FIGURES } from "./words.ts";

const MOST = 62;

/** One measure as bars, group by group; the span beside it as an outline. The table below says the same in figures. */
export function Chart({ report, other, measure }: { report: Report; other: Report | null; measure: Measure }) {
  const groups = beside(report, other).slice(0, MOST);
  const values = groups.flatMap(({ row, than }) => [
    counted(row, measure) ?? 0,
    than ? (counted(than, measure) ?? 0) : 0,
  ]);
  const most = Math.max(0, ...values);
  if (most === 0) return null;
  return (
    <figure className="figures-chart" data-testid="figures-chart">
      <figcaption>
        {FIGURES.measures[measure]}
        {other && <span className="note">{FIGURES.outline}</span>}
      </figcaption>
      <div className="figures-bars" aria-hidden="true">
        {groups.map(({ row, than, key }) => {
          const name = nameOf(report.by, key, report.names);
          return (
            <span key={key} title={`${name} ${said(row, measure)}`}>
              <b>{said(row, measure)}</b>
              <span className="figures-room">
                {than && <i className="is-than" style={{ height: share(counted(than, measure), most) }} />}
                <i style={{ height: share(counted(row, measure), most) }} />
              </span>
              <small>{short(report.by, name)}</small>
            </span>
          );
        })}
      </div>
    </figure>
  );
}

const share = (value: number | null, most: number): string => `${((value ?? 0) / most) * 100}%`;
/** 2027-04-01 is read as 4/1 under a bar. */
const short = (by: Report["by"], name: string): string =>
  by === "day" ? name.slice(5).replace(/^0?(\d+)-0?(\d+)$/, "$1/$2") : name;
