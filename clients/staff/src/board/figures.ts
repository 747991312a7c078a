// What the floor manager sees, worked out from rows and seats. Pure.

import type { Catalog, Line } from "@madoguchi/shared/catalog.ts";
import { longest, type Rows, type Seats, waitingIn } from "@madoguchi/shared/lines.ts";
import type { Row, Seat } from "@madoguchi/shared/wire.ts";

export const TARGET_MINUTES = 30;
export const LONG_MINUTES = 25;
const MINUTE = 60_000;

export interface WindowNow {
  window: string;
  no: string;
  seat: Seat | null;
  state: "free" | "busy" | "long" | "away" | "shut";
  row: Row | null;
  minutes: number;
}

export interface LineNow {
  line: Line;
  waiting: Row[];
  longest: number;
  median: number;
  windows: WindowNow[];
}

export interface FloorNow {
  waiting: number;
  longest: { minutes: number; row: Row | null };
  serving: number;
  away: WindowNow[];
  lines: LineNow[];
  flow: { from: string; to: string; count: number; minutes: number }[];
  absent: Row[];
}

export function floorOf(catalog: Catalog, office: string, rows: Rows, seats: Seats, now: number): FloorNow {
  const lines = catalog.sent.house.lines.filter((line) => line.office === office);
  const all = lines.map((line) => lineNow(catalog, line, rows, seats, now));
  const here = [...rows.values()].filter((row) => row.office === office);
  const waiting = all.flatMap((line) => line.waiting);
  const oldest = waiting.reduce<Row | null>((most, row) => (!most || row.arrived < most.arrived ? row : most), null);
  return {
    waiting: waiting.length,
    longest: { minutes: oldest ? since(oldest.arrived, now) : 0, row: oldest },
    serving: here.filter((row) => row.stage === "serving").length,
    away: all.flatMap((line) => line.windows).filter((window) => window.state === "away"),
    lines: all,
    flow: flowOf(here, now),
    absent: here.filter((row) => row.stage === "absent"),
  };
}

function lineNow(catalog: Catalog, line: Line, rows: Rows, seats: Seats, now: number): LineNow {
  const waiting = waitingIn(rows, line.line).filter((row) => row.office === line.office);
  const minutes = waiting.map((row) => since(row.line_since, now)).sort((a, b) => a - b);
  const windows = catalog.windowsOf(line.office, line.group).map((window) => windowNow(window, rows, seats, now));
  return {
    line,
    waiting,
    longest: longest(waiting, now),
    median: minutes[Math.floor(minutes.length / 2)] ?? 0,
    windows,
  };
}

function windowNow(at: { window: string; number: string }, rows: Rows, seats: Seats, now: number): WindowNow {
  const seat = seats.get(at.window) ?? null;
  const row = [...rows.values()].find((one) => one.window === at.window && one.stage === "serving") ?? null;
  const minutes = row ? since(row.since, now) : seat ? since(seat.since, now) : 0;
  return { window: at.window, no: at.number, seat, state: stateOf(seat, row, minutes), row, minutes };
}

function stateOf(seat: Seat | null, row: Row | null, minutes: number): WindowNow["state"] {
  if (seat?.state === "away") return "away";
  if (row) return minutes >= LONG_MINUTES ? "long" : "busy";
  return seat?.state === "open" ? "free" : "shut";
}

/** Cases on their way from one window to the next line. */
function flowOf(rows: Row[], now: number): FloorNow["flow"] {
  const found = new Map<string, FloorNow["flow"][number]>();
  for (const row of rows) {
    if (row.stage !== "passing" || !row.from_window) continue;
    const key = `${row.from_window}|${row.line}`;
    const one = found.get(key) ?? { from: row.from_window, to: row.line, count: 0, minutes: 0 };
    found.set(key, { ...one, count: one.count + 1, minutes: Math.max(one.minutes, since(row.since, now)) });
  }
  return [...found.values()].sort((a, b) => b.minutes - a.minutes);
}

const since = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / MINUTE));

export interface Need {
  key: string;
  what: "over" | "nobody" | "long" | "away";
  line?: LineNow;
  window?: WindowNow;
}

/** What needs somebody now, the worst first. */
export function needs(floor: FloorNow): Need[] {
  const found: Need[] = [];
  for (const line of floor.lines) {
    const staffed = line.windows.some((window) => window.state !== "shut" && window.state !== "away");
    if (line.waiting.length > 0 && !staffed) found.push({ key: `nobody-${line.line.line}`, what: "nobody", line });
    else if (line.longest >= TARGET_MINUTES) found.push({ key: `over-${line.line.line}`, what: "over", line });
  }
  const windows = floor.lines.flatMap((line) => line.windows);
  for (const window of windows) {
    if (window.state === "long") found.push({ key: `long-${window.window}`, what: "long", window });
    if (window.state === "away") found.push({ key: `away-${window.window}`, what: "away", window });
  }
  return found.filter((one, index) => found.findIndex((other) => other.key === one.key) === index);
}
