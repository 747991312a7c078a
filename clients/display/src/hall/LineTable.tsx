import { isFigures, words } from "../words.ts";
import { type LineState, pageOf } from "./lines.ts";

const PAGE_MS = 12_000;
const MOST_PLATES = 6;
const FEW_PLATES = 2;

/** Per line: how many wait, how long about (a column that is there when it is known of any), which windows are open.
 * `most` have room; what does not fit comes on the next page. */
export function LineTable({ lines, now, most }: { lines: LineState[]; now: number; most: number }) {
  if (lines.length === 0) return <section className="lines is-none">{words.hall.noLines}</section>;
  const { rows, page, pages } = pageOf(lines, most, Math.floor(now / PAGE_MS));
  const waits = lines.some((line) => line.wait !== null);
  return (
    <section className={waits ? "lines has-waits" : "lines"}>
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
            {waits && (
              <th className="est">
                {words.hall.wait}
                <small lang="en">{words.hall.waitEnglish}</small>
              </th>
            )}
            <th className="wins">
              {waits ? words.hall.openShort : words.hall.open}
              <small lang="en">{words.hall.openEnglish}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={keyOf(line)} data-testid={`line-${keyOf(line)}`}>
              <td className="nm">
                {line.name}
                <small>{line.handing ? words.hall.handing : line.floor}</small>
              </td>
              <td className="ppl" data-testid={`waiting-${keyOf(line)}`}>
                {line.waiting}
                <small>{words.hall.people}</small>
              </td>
              {waits && (
                <td className="est" data-testid={`wait-${keyOf(line)}`}>
                  {line.wait}
                </td>
              )}
              <td className="wins">
                {!line.handing && <OpenWindows open={line.open} most={waits ? FEW_PLATES : MOST_PLATES} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && <p className="lines-page">{words.hall.page(page, pages)}</p>}
    </section>
  );
}

const keyOf = (line: LineState): string => (line.handing ? `${line.line}-handing` : line.line);

function OpenWindows({ open, most }: { open: string[]; most: number }) {
  if (open.length === 0) return <span className="shut">{words.hall.shut}</span>;
  return (
    <span className="plates">
      {open.slice(0, most).map((sign) => (
        <span className={isFigures(sign) ? "plate" : "plate is-word"} key={sign}>
          {sign}
        </span>
      ))}
      {open.length > most && <span>＋{open.length - most}</span>}
    </span>
  );
}
