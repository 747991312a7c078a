// お渡し: what is handed over at a line after the reception, as a line of its own.

import { minutesSince } from "@madoguchi/shared/clock.ts";
import { waitText } from "@madoguchi/shared/waits.ts";
import type { Due, HandingWait } from "@madoguchi/shared/wire.ts";
import type { LineState } from "./state.ts";
import { BOARD } from "./words.ts";

interface RowProps {
  line: LineState;
  said: HandingWait | null | undefined;
  /** Whether the table has the columns of wait times. */
  waits: boolean;
  dues: readonly Due[];
  now: number;
}

/** Absent where nobody waits for it and nothing is known of how long it takes. */
export function HandingRow({ line, said, waits, dues, now }: RowProps) {
  if (line.received.length === 0 && said?.state !== "known") return null;
  const since = new Map(dues.map((one) => [one.visit, one.since]));
  const waited = line.received.map((row) => minutesSince(since.get(row.visit) ?? row.since, now));
  return (
    <tr className="is-handing" data-testid={`board-handing-${line.line}`}>
      <td className="line-name">{BOARD.handing}</td>
      <td className="num line-count">{line.received.length}</td>
      <td className="num">{BOARD.minutes(Math.max(0, ...waited))}</td>
      <td className="col-bar" />
      {waits && <td className="col-wait">{said && <Range said={said} />}</td>}
      {waits && <td className="col-hour" />}
      <td className="note">{BOARD.handingLead}</td>
    </tr>
  );
}

function Range({ said }: { said: HandingWait }) {
  if (said.state === "learning") return <span className="note">{BOARD.waitLearning}</span>;
  return (
    <>
      <b>{waitText(said)}</b>
      <small>{BOARD.waitHalf(said.p50 ?? 0, said.p80 ?? 0)}</small>
    </>
  );
}
