// The calls on the hall's screen: one large and lit while its turn lasts, the last ones below it.
// Announcements stand in a row: a call that comes while another is being announced waits, and overwrites nothing.

import type { Row } from "@madoguchi/shared/wire.ts";

/** How long a call is lit (and the chime belongs to its beginning). */
export const LIT_MS = 10_000;
/** A call that is older than this when we first hear of it is shown, but not announced: the screen was off. */
export const FRESH_MS = 30_000;
/** A voice that has not ended by then is stuck: the next call waits for it no longer. */
export const MOST_TALK_MS = 25_000;
const CALLED = new Set(["calling", "delivering"]);
/** The visitor is not on the way to that window any more: the call would send people wrong. */
const WITHDRAWN = new Set(["waiting", "passing", "ready", "absent"]);
const KEPT = 20;
/** A call of somebody who came long ago tells nobody anything. */
const OLD_MS = 2 * 3_600_000;

export interface Call {
  visit: string;
  /** A re-call is another call of the same visit. */
  key: string;
  number: string;
  window: string;
  line: string;
  at: number;
  delivery: boolean;
  /** Not yet at the window. */
  pending: boolean;
  /** When its announcement began, or 0 when it was never announced here. */
  began: number;
}

export interface Calls {
  top: Call | null;
  queue: readonly Call[];
  past: readonly Call[];
  known: ReadonlySet<string>;
}

export const NO_CALLS: Calls = { top: null, queue: [], past: [], known: new Set() };

/** How long the large place belongs to one call when `others` wait for it. */
export function turnMs(others: number): number {
  if (others === 0) return LIT_MS;
  return others < 4 ? 5_000 : 3_000;
}

/** What the rows of the office make of the calls at `now` (ms of the server's clock). */
export function heed(calls: Calls, rows: Iterable<Row>, now: number, talking = false): Calls {
  const all = [...rows];
  const stages = new Map(all.filter((row) => row.number !== "").map((row) => [row.visit, row.stage]));
  const stays = (call: Call): boolean =>
    stages.has(call.visit) && !WITHDRAWN.has(stages.get(call.visit)!) && now - call.at < OLD_MS;
  const current = (call: Call): Call => ({ ...call, pending: CALLED.has(stages.get(call.visit)!) });
  const fresh = all
    .filter((row) => CALLED.has(row.stage) && row.window && row.number)
    .map(callOf)
    .filter((call) => !calls.known.has(call.key))
    .sort((one, other) => one.at - other.at);
  const again = new Set(fresh.map((call) => call.visit));
  const late = fresh.filter((call) => now - call.at > FRESH_MS);
  return tick(
    {
      top: calls.top && stays(calls.top) ? current(calls.top) : null,
      queue: [
        ...calls.queue.filter((call) => CALLED.has(stages.get(call.visit) ?? "") && !again.has(call.visit)),
        ...fresh.filter((call) => now - call.at <= FRESH_MS),
      ],
      past: newest([...late, ...calls.past.filter(stays).map(current)]),
      known: known(calls.known, fresh, stages),
    },
    now,
    talking,
  );
}

/** The next in the row takes the large place when the turn before it is over, and its voice (`talking`) has ended. */
export function tick(calls: Calls, now: number, talking = false): Calls {
  const next = calls.queue[0];
  if (next === undefined) return raise(calls, now);
  if (calls.top && calls.top.began > 0) {
    const lasted = now - calls.top.began;
    if (lasted < turnMs(calls.queue.length) || (talking && lasted < MOST_TALK_MS)) return calls;
  }
  return {
    ...calls,
    top: { ...next, began: now },
    queue: calls.queue.slice(1),
    past: newest([...(calls.top ? [calls.top] : []), ...calls.past].filter((call) => call.visit !== next.visit)),
  };
}

/** Whether this call is being announced just now. */
export function lit(call: Call, now: number): boolean {
  return call.pending && call.began > 0 && now - call.began < LIT_MS;
}

/** The calls below the large one: those still awaited first, then the latest; newest on top. */
export function below(calls: Calls, places: number): Call[] {
  const rest = [...calls.past].sort((one, other) => Number(other.pending) - Number(one.pending) || other.at - one.at);
  return rest.slice(0, places).sort((one, other) => other.at - one.at);
}

/** Nothing waits its turn: the large place belongs to the latest who has not come yet. */
function raise(calls: Calls, now: number): Calls {
  if (calls.top && (calls.top.pending || now - calls.top.began < LIT_MS)) return calls;
  const latest = calls.past.find((call) => call.pending) ?? (calls.top ? undefined : calls.past[0]);
  if (latest === undefined) return calls;
  const rest = calls.past.filter((call) => call !== latest);
  return { ...calls, top: latest, past: newest([...(calls.top ? [calls.top] : []), ...rest]) };
}

function callOf(row: Row): Call {
  const at = row.called_at ?? 0;
  return {
    visit: row.visit,
    key: `${row.visit} ${row.calls ?? 0} ${at}`,
    number: row.number,
    window: row.window!,
    line: row.line,
    at,
    delivery: row.stage === "delivering",
    pending: true,
    began: 0,
  };
}

function newest(past: Call[]): Call[] {
  const seen = new Set<string>();
  return past
    .sort((one, other) => other.at - one.at)
    .filter((call) => !seen.has(call.visit) && seen.add(call.visit))
    .slice(0, KEPT);
}

/** Keys of visits that are gone are forgotten, so that a screen that runs for weeks grows nothing. */
function known(before: ReadonlySet<string>, fresh: Call[], stages: ReadonlyMap<string, string>): ReadonlySet<string> {
  const still = [...before].filter((key) => stages.has(key.slice(0, key.indexOf(" "))));
  return new Set([...still, ...fresh.map((call) => call.key)]);
}
