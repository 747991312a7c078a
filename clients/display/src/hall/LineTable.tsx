import { isFigures, words } from "../words.ts";
import { type LineState, pageOf } from "./lines.ts";

const ROWS = 10;
const PAGE_MS = 12_000;
const MOST_PLATES = 6;

/** Per line: how many wait, which windows are open. What does not fit comes on the next page. */
export function LineTable({ lines, now }: { lines: LineState[]; now: number }) {
  if (lines.length === 0) return <section className="lines is-none">{words.hall.noLines}</section>;
  const { rows, page, pages } = pageOf(lines, ROWS, Math.floor(now / PAGE_MS));
  return (
    <section className="lines">
      <table>
        <thead>
          <tr>
            <th>
              {words.hall.line}
              <small lang="en">{words.hall.lineEnglish}</small>
            </th>
            <th className="ppl">
              {words.hall.waiting}
              <small lang="en">{words.hall.waitingEnglish}</small>
            </th>
            <th>
              {words.hall.open}
              <small lang="en">{words.hall.openEnglish}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.line} data-testid={`line-${line.line}`}>
              <td className="nm">
                {line.name}
                <small>{line.floor}</small>
              </td>
              <td className="ppl" data-testid={`waiting-${line.line}`}>
                {line.waiting}
                <small>{words.hall.people}</small>
              </td>
              <td>
                <OpenWindows open={line.open} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && <p className="lines-page">{words.hall.page(page, pages)}</p>}
    </section>
  );
}

function OpenWindows({ open }: { open: string[] }) {
  if (open.length === 0) return <span className="shut">{words.hall.shut}</span>;
  return (
    <span className="plates">
      {open.slice(0, MOST_PLATES).map((sign) => (
        <span className={isFigures(sign) ? "plate" : "plate is-word"} key={sign}>
          {sign}
        </span>
      ))}
      {open.length > MOST_PLATES && <span>＋{open.length - MOST_PLATES}</span>}
    </span>
  );
}
