import { when } from "../../admin/when.ts";
import type { Figures, Report } from "./api.ts";
import {
  beside,
  type Contents,
  columnsOf,
  counted,
  type Measure,
  nameOf,
  said,
  saysWriter,
  writerOf,
} from "./measures.ts";
import { FIGURES } from "./words.ts";

/** A set of measures of all groups, the whole on top. */
export function Table({ report, other, set }: { report: Report; other: Report | null; set: Contents }) {
  const groups = beside(report, other);
  if (groups.length === 0) return <p className="admin-empty">{FIGURES.nothing}</p>;
  const columns = columnsOf(report.by, set);
  const wrote = saysWriter(report.by, set);
  const shared = { columns, writer: wrote ? (row: Figures) => writerOf(report, row, when) : null };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by the keys, too
    <section className="figures-table" aria-label={FIGURES.table} tabIndex={0}>
      <table className="table" data-testid="figures-table">
        <thead>
          <tr>
            <th>{FIGURES.by[report.by]}</th>
            {columns.map((one) => (
              <th className="num" key={one}>
                {FIGURES.measures[one]}
              </th>
            ))}
            {wrote && (
              <>
                <th>{FIGURES.writer}</th>
                <th>{FIGURES.written}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          <Row name={FIGURES.all} row={report.total} than={other?.total ?? null} {...shared} whole />
          {groups.map(({ row, than, key }) => {
            const name = nameOf(report.by, key, { ...other?.names, ...report.names });
            return <Row key={key} name={name} row={row} than={than} {...shared} />;
          })}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  name: string;
  row: Figures;
  than: Figures | null;
  columns: readonly Measure[];
  writer: ((row: Figures) => [string, string]) | null;
  whole?: boolean;
}

function Row({ name, row, than, columns, writer, whole = false }: RowProps) {
  return (
    <tr className={whole ? "is-whole" : undefined}>
      <th scope="row">{name}</th>
      {columns.map((one) => (
        <td className="num" key={one}>
          {said(row, one)}
          {than && <small>{differs(row, than, one)}</small>}
        </td>
      ))}
      {writer?.(row).map((words, place) => (
        <td className="nowrap" key={place === 0 ? "writer" : "written"}>
          {words}
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
