import { FIGURES } from "../words.ts";
import type { Figures, Report } from "./api.ts";
import { beside, counted, MEASURES, type Measure, nameOf, said } from "./measures.ts";

/** All measures of all groups, the whole on top. */
export function Table({ report, other }: { report: Report; other: Report | null }) {
  const groups = beside(report, other);
  if (groups.length === 0) return <p className="admin-empty">{FIGURES.nothing}</p>;
  return (
    <div className="figures-table">
      <table className="table" data-testid="figures-table">
        <thead>
          <tr>
            <th>{FIGURES.by[report.by]}</th>
            {MEASURES.map((one) => (
              <th className="num" key={one}>
                {FIGURES.measures[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row name={FIGURES.all} row={report.total} than={other?.total ?? null} whole />
          {groups.map(({ row, than, key }) => (
            <Row key={key} name={nameOf(report.by, key, { ...other?.names, ...report.names })} row={row} than={than} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  name: string;
  row: Figures;
  than: Figures | null;
  whole?: boolean;
}

function Row({ name, row, than, whole = false }: RowProps) {
  return (
    <tr className={whole ? "is-whole" : undefined}>
      <th scope="row">{name}</th>
      {MEASURES.map((one) => (
        <td className="num" key={one}>
          {said(row, one)}
          {than && <small>{differs(row, than, one)}</small>}
        </td>
      ))}
    </tr>
  );
}

/** How much more or less than beside it; nothing where one of both is not known. */
function differs(row: Figures, than: Figures, measure: Measure): string {
  const [mine, theirs] = [counted(row, measure), counted(than, measure)];
  if (mine === null || theirs === null) return FIGURES.none;
  const by = Math.round((mine - theirs) * 10) / 10;
  return by === 0 ? "±0" : `${by > 0 ? "+" : "−"}${Math.abs(by).toLocaleString("ja-JP")}`;
}
