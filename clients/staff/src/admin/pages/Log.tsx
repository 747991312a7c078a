// 履歴: who changed what, newest first, from what to what.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useMemo, useState } from "react";
import { api, type ColumnChange, type LogLine, type Row } from "../api.ts";
import { useAsk } from "../hooks.ts";
import { titleOf } from "../kinds.ts";
import { plain } from "../search.ts";
import { inOrder, type Known, labelOf, said } from "../values.ts";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.start;
/** So many lines come at once (server/web/drafts.py). */
const PAGE = 200;

export function Log() {
  const asked = useAsk("log", async () => ({ columns: await api.columns(), lines: await api.log() }));
  return (
    <section className="log" data-testid="log">
      <Waiting asked={asked}>{({ columns, lines }) => <Lines first={lines} known={{ columns, tables: {} }} />}</Waiting>
    </section>
  );
}

function Lines({ first, known }: { first: LogLine[]; known: Known }) {
  const [older, setOlder] = useState<LogLine[]>([]);
  const [ended, setEnded] = useState(first.length < PAGE);
  const [said, setSaid] = useState("");
  const lines = useMemo(() => [...first, ...older], [first, older]);
  const found = useMemo(() => lines.filter((one) => speaks(one, said)), [lines, said]);
  const more = async (): Promise<void> => {
    const next = await api.log(lines.at(-1)?.line);
    setOlder([...older, ...next]);
    setEnded(next.length < PAGE);
  };
  return (
    <>
      <h2 className="head">
        {words.log}
        <span className="sum">
          <input
            className="input log-filter"
            type="search"
            aria-label={words.logFilter}
            placeholder={words.logFilter}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        </span>
      </h2>
      {found.length === 0 && <p className="admin-empty">{lines.length ? words.logNoHit : words.logNone}</p>}
      <ol className="log-list">
        {found.map((one) => (
          <Line key={one.line} one={one} known={known} />
        ))}
      </ol>
      {!ended && (
        <Button tone="plain" small onPress={() => void more()}>
          {words.older}
        </Button>
      )}
    </>
  );
}

function Line({ one, known }: { one: LogLine; known: Known }) {
  const table = one.table ?? "";
  const columns = inOrder(known, table, changed(one.before ?? {}, one.after ?? {}));
  const isRow = one.table !== null && one.id !== null;
  const what = isRow && one.what === "row" ? (one.before ? (one.after ? "changed" : "removed") : "added") : one.what;
  return (
    <li>
      <span className="note nowrap">{when(one.at)}</span>
      <b className="nowrap">{one.by}</b>
      <span className="nowrap">
        <Tag>{words.what[what] ?? what}</Tag>
      </span>
      <span>
        {one.table && (
          <>
            <span className="note">{ADMIN.kinds[one.table] ?? one.table}</span> <span className="row-id">{one.id}</span>{" "}
            {isRow && titleOf(one.table, "", one.after ?? one.before ?? {})}
          </>
        )}
        {one.version !== null && ADMIN.draft.version(one.version)} {one.note}
        {(what === "changed" || what === "workbook") && one.before && one.after && (
          <dl>
            {columns.map(({ column, before, after }) => (
              <div key={column}>
                <dt>{labelOf(known, table, column)}</dt>
                <dd>
                  <del>{said(known, table, column, before) || words.empty}</del>
                  <ins>{said(known, table, column, after) || words.empty}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </span>
    </li>
  );
}

function changed(before: Row, after: Row): ColumnChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((column) => ({ column, before: before[column] ?? "", after: after[column] ?? "" }))
    .filter((one) => one.before !== one.after);
}

function speaks(one: LogLine, said: string): boolean {
  const wanted = plain(said).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const text = plain(
    [one.by, one.id, one.note, ...Object.values(one.before ?? {}), ...Object.values(one.after ?? {})].join("\n"),
  );
  return wanted.every((word) => text.includes(word));
}
