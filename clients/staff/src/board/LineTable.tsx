import { Over } from "@madoguchi/shared/parts/signs.tsx";
import { waitText } from "@madoguchi/shared/waits.ts";
import type { Due, LineHour, LineWait } from "@madoguchi/shared/wire.ts";
import { Fragment, useState } from "react";
import { HandingRow } from "./HandingRow.tsx";
import type { Floor, LineState } from "./state.ts";
import { Tile } from "./Tile.tsx";
import { BOARD } from "./words.ts";

interface TableProps {
  floor: Floor;
  /** Wait times; empty while nothing is known of any line: then there is no column. */
  waits: readonly LineWait[];
  /** Since when somebody waits for what is handed over, where it is not only since the last step. */
  dues?: readonly Due[];
  now: number;
  chosen: string | null;
  onChoose: (line: string) => void;
  /** A window's tile was pressed; absent where nothing is done from here. */
  onWindow?: ((window: string) => void) | undefined;
}

/** Lines as rows: how many wait, how long, which windows with whom. Lines where nothing happens stand together below. */
export function LineTable({ floor, waits, dues = [], now, chosen, onChoose, onWindow }: TableProps) {
  const [all, setAll] = useState(false);
  if (floor.lines.length === 0 && !all) return <Empty count={floor.quiet.length} onShow={() => setAll(true)} />;
  const lines = all ? [...floor.lines, ...floor.quiet] : floor.lines;
  return (
    <table className={waits.length > 0 ? "table lines-table has-waits" : "table lines-table"}>
      <thead>
        <tr>
          <th className="col-name">{BOARD.line}</th>
          <th className="num col-count">{BOARD.waiting}</th>
          <th className="num col-longest">{BOARD.longest}</th>
          <th className="col-bar">{BOARD.bar}</th>
          {waits.length > 0 && <th className="col-wait">{BOARD.wait}</th>}
          {waits.length > 0 && (
            <th className="col-hour">
              {BOARD.hour}
              <small>{BOARD.hourLead}</small>
            </th>
          )}
          <th>{BOARD.windows}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const wait = waits.length > 0 ? (waits.find((one) => one.line === line.line) ?? null) : undefined;
          return (
            <Fragment key={line.line}>
              <LineRow
                line={line}
                wait={wait}
                now={now}
                chosen={line.line === chosen}
                onChoose={onChoose}
                onWindow={onWindow}
              />
              <HandingRow line={line} said={wait?.handing} waits={waits.length > 0} dues={dues} now={now} />
            </Fragment>
          );
        })}
        {floor.quiet.length > 0 && (
          <tr>
            <td className="line-name">{BOARD.quiet(floor.quiet.length)}</td>
            <td colSpan={waits.length > 0 ? 6 : 4} className="note">
              {BOARD.quietLead}{" "}
              <button type="button" className="link" onClick={() => setAll(!all)}>
                {all ? BOARD.hideQuiet : BOARD.showQuiet}
              </button>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface RowProps {
  line: LineState;
  /** undefined = there is no such column. */
  wait: LineWait | null | undefined;
  now: number;
  chosen: boolean;
  onChoose: (line: string) => void;
  onWindow: ((window: string) => void) | undefined;
}

function LineRow({ line, wait, now, chosen, onChoose, onWindow }: RowProps) {
  return (
    <tr className={chosen ? "is-on" : undefined} data-testid={`board-line-${line.line}`} data-over={line.over}>
      <td className="line-name">
        <button type="button" aria-pressed={chosen} onClick={() => onChoose(line.line)}>
          {line.name}
        </button>
      </td>
      <td className="num line-count" data-testid={`board-waiting-${line.line}`}>
        {line.waiting.length}
      </td>
      <td className={line.over ? "num over" : "num"}>
        {line.over && <Over />} {BOARD.minutes(line.longest)}
      </td>
      <td className="col-bar">
        <WaitBar line={line} />
      </td>
      {wait !== undefined && (
        <td className="col-wait" data-testid={`board-wait-${line.line}`}>
          <Wait wait={wait} target={line.target} />
        </td>
      )}
      {wait !== undefined && (
        <td className="col-hour" data-testid={`board-hour-${line.line}`}>
          {wait?.hour && <Hour hour={wait.hour} />}
        </td>
      )}
      <td>
        <span className="floor-tiles">
          {line.windows.map((window) => (
            <Tile key={window.window} window={window} now={now} onPress={onWindow} />
          ))}
        </span>
      </td>
    </tr>
  );
}

/** What whoever comes now is told, and the half and the four fifths of it against the target. */
function Wait({ wait, target }: { wait: LineWait | null; target: number }) {
  if (wait === null || wait.state === "shut") return <span className="note">{BOARD.waitShut}</span>;
  if (wait.state === "learning") return <span className="note">{BOARD.waitLearning}</span>;
  const p80 = wait.p80 ?? 0;
  return (
    <>
      <b>{waitText(wait)}</b>
      <small className={p80 > target ? "over" : undefined}>
        {p80 > target && <Over />} {BOARD.waitHalf(wait.p50 ?? 0, p80)}
      </small>
    </>
  );
}

/** Who came and what was served in the last hour, and in brackets what is usual then, where that is known. */
function Hour({ hour }: { hour: LineHour }) {
  const usual = (count: number | null | undefined): string => (count == null ? "" : BOARD.hourUsual(Math.round(count)));
  return (
    <>
      <span>
        {BOARD.hourCame} <b>{hour.came}</b>
        {usual(hour.usual_came)}
      </span>
      <span>
        {BOARD.hourEnded} <b>{hour.ended}</b>
        {usual(hour.usual_ended)}
      </span>
    </>
  );
}

/** The longest wait against the target; the target stands in the middle. */
function WaitBar({ line: { longest, target, over } }: { line: LineState }) {
  const share = Math.min(100, (longest / (2 * target)) * 100);
  return (
    <span className={over ? "wait-bar is-over" : "wait-bar"} aria-hidden="true">
      <i style={{ width: `${share}%` }} />
      <b />
    </span>
  );
}

function Empty({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="floor-empty" data-testid="board-empty">
      <h2>{BOARD.empty}</h2>
      <p>{BOARD.emptyLead}</p>
      <button type="button" className="btn btn-plain" onClick={onShow}>
        {BOARD.quiet(count)} {BOARD.showQuiet}
      </button>
    </div>
  );
}
