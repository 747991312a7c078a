// What the floor manager looks at, worked out of visit rows and seats: lines, windows, figures, cases on their way.

import type { CatalogSent, FloorSettings } from "@madoguchi/shared/catalog.ts";
import { minutesSince } from "@madoguchi/shared/clock.ts";
import type { Rows, Seats } from "@madoguchi/shared/lines.ts";
import { EVERYWHERE, type OrderSettings, sorted } from "@madoguchi/shared/order.ts";
import type { Row } from "@madoguchi/shared/wire.ts";

export const WAITING: ReadonlySet<string> = new Set(["waiting", "passing"]);
/** With somebody: the window cannot take the next. */
const BUSY = new Set(["calling", "delivering", "serving"]);
/** Received, and waiting for what is handed over. */
const RECEIVED = new Set(["processing", "ready"]);
/** Between counters: nobody sits with the case, and it is not over. */
const FLOW = new Set(["passing", "processing", "ready", "held"]);
/** Nobody stands at the window: no person waits, the work does. */
const REMOTE = new Set(["branch", "post", "phone"]);

export type Use = "free" | "busy" | "calling" | "away" | "paused" | "closed";

export interface WindowState {
  window: string;
  number: string;
  use: Use;
  who: string;
  row: Row | null;
  since: number;
  long: boolean;
  /** It takes the visitors of a counter that is not its own. */
  helps: boolean;
}

export interface LineState {
  line: string;
  name: string;
  waiting: Row[];
  /** Who was received here and waits for what is handed over. */
  received: Row[];
  /** Minutes that the one who waits longest has waited in this line. */
  longest: number;
  /** Minutes that nobody should wait longer here. */
  target: number;
  over: boolean;
  windows: WindowState[];
}

export interface Floor {
  lines: LineState[];
  /** Lines where nobody waits and no window is staffed. */
  quiet: LineState[];
  people: number;
  remote: number;
  longest: { line: LineState; row: Row; minutes: number } | null;
  open: number;
  staffed: number;
  away: WindowState[];
  absent: Row[];
  flow: Row[];
  targets: FloorSettings;
}

type House = Pick<CatalogSent["house"], "lines" | "windows">;

/** The whole floor of an office at `now` (ms of the server's clock). */
export function floorOf(
  house: House,
  targets: FloorSettings,
  office: string,
  rows: Rows,
  seats: Seats,
  now: number,
  orders: OrderSettings = EVERYWHERE,
): Floor {
  const mine = [...rows.values()].filter((row) => row.office === office);
  const windows = new Map(
    house.windows
      .filter((one) => one.office === office)
      .map((one) => [one.window, windowState(one.window, one.number, mine, seats, now, targets.service_minutes)]),
  );
  const all = house.lines
    .filter((one) => one.office === office)
    .map((one) => lineState(house, one, mine, windows, seats, now, targets, orders));
  const alive = (line: LineState): boolean =>
    line.waiting.length > 0 || line.received.length > 0 || line.windows.some((window) => window.use !== "closed");
  const staffed = [...windows.values()].filter((window) => window.use !== "closed");
  const waiting = mine.filter((row) => WAITING.has(row.stage));
  return {
    lines: all.filter(alive),
    quiet: all.filter((line) => !alive(line)),
    people: waiting.filter((row) => !isRemote(row)).length,
    remote: waiting.filter(isRemote).length,
    longest: longestOf(all, now),
    open: staffed.filter((window) => window.use !== "away" && window.use !== "paused").length,
    staffed: staffed.length,
    away: staffed.filter((window) => window.use === "away").sort((one, other) => one.since - other.since),
    absent: mine.filter((row) => row.stage === "absent").sort((one, other) => one.since - other.since),
    flow: mine.filter((row) => FLOW.has(row.stage)).sort((one, other) => one.since - other.since),
    targets,
  };
}

export const isRemote = (row: Row): boolean => REMOTE.has(row.channel ?? "counter");

type LineDef = House["lines"][number];

function lineState(
  house: House,
  def: LineDef,
  rows: Row[],
  windows: Map<string, WindowState>,
  seats: Seats,
  now: number,
  targets: FloorSettings,
  orders: OrderSettings,
): LineState {
  const inLine = rows.filter((row) => row.line === def.line && WAITING.has(row.stage));
  const waiting = sorted(inLine, now, orders);
  const present = waiting.filter((row) => !isRemote(row));
  const target = targets.wait_minutes_of[def.line] ?? targets.wait_minutes;
  const longest = present.reduce((most, row) => Math.max(most, minutesSince(row.line_since, now)), 0);
  return {
    line: def.line,
    name: def.name,
    waiting,
    received: rows.filter((row) => row.line === def.line && RECEIVED.has(row.stage) && !isRemote(row)),
    longest,
    target,
    over: longest > target,
    windows: house.windows
      .filter((one) => one.office === def.office && (seats.get(one.window)?.serves ?? one.group) === def.group)
      .map((one) => windows.get(one.window)!),
  };
}

function windowState(
  window: string,
  number: string,
  rows: Row[],
  seats: Seats,
  now: number,
  longMinutes: number,
): WindowState {
  const seat = seats.get(window);
  const here = rows.filter((row) => row.window === window && BUSY.has(row.stage));
  const row = here.sort((one, other) => other.since - one.since)[0] ?? null;
  const use = standingOf(seat?.state ?? "closed", row);
  const since = row && use !== "away" ? row.since : idleSince(window, rows, seat?.since ?? 0);
  return {
    window,
    number,
    use,
    who: (seat?.clerks ?? []).join("、"),
    row,
    since,
    helps: Boolean(seat?.serves),
    long: use === "busy" && minutesSince(since, now) > longMinutes,
  };
}

function standingOf(state: string, row: Row | null): Use {
  if (state === "away") return "away";
  if (row) return row.stage === "serving" ? "busy" : "calling";
  return state === "open" ? "free" : state === "paused" ? "paused" : "closed";
}

/** Since the window opened, or since its last visitor went on. */
function idleSince(window: string, rows: Row[], opened: number): number {
  return rows
    .filter((row) => row.from_window === window || row.window === window)
    .reduce((latest, row) => Math.max(latest, row.since), opened);
}

function longestOf(lines: LineState[], now: number): Floor["longest"] {
  const present = lines.flatMap((line) => line.waiting.filter((row) => !isRemote(row)).map((row) => ({ line, row })));
  const first = present.sort((one, other) => one.row.line_since - other.row.line_since)[0];
  return first ? { ...first, minutes: minutesSince(first.row.line_since, now) } : null;
}

/** The line after or before the chosen one, as the arrow keys go. */
export function nextLine(floor: Floor, chosen: string | null, step: 1 | -1): string | null {
  const names = floor.lines.map((line) => line.line);
  if (names.length === 0) return null;
  const at = chosen === null ? (step === 1 ? -1 : 0) : names.indexOf(chosen);
  return names[(at + step + names.length) % names.length] ?? null;
}
