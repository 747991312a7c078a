// The lines of an office as one window sees them: a fold of visit rows. A row's version decides which is newer.

import { EVERYWHERE, type OrderSettings, sorted } from "./order.ts";
import type { Row, Seat } from "./wire.ts";

export type Rows = ReadonlyMap<string, Row>;
export type Seats = ReadonlyMap<string, Seat>;

export const ENDS: ReadonlySet<string> = new Set(["done", "suspended", "withdrawn", "gone"]);
const QUEUED: ReadonlySet<string> = new Set(["waiting", "passing", "ready"]);
/** Ended rows are shown a while (reopen, today's figures), then let go. */
const MOST_ENDED = 400;

export function foldRow(rows: Rows, row: Row): Rows {
  const held = rows.get(row.visit);
  if (held && held.version >= row.version) return rows;
  const next = new Map(rows).set(row.visit, row);
  if (next.size <= MOST_ENDED) return next;
  const ended = [...next.values()].filter((one) => ENDS.has(one.stage)).sort((a, b) => a.since - b.since);
  for (const one of ended.slice(0, next.size - MOST_ENDED)) next.delete(one.visit);
  return next;
}

export function foldSeat(seats: Seats, seat: Seat): Seats {
  const held = seats.get(seat.window);
  return held && held.version >= seat.version ? seats : new Map(seats).set(seat.window, seat);
}

export interface Place {
  office: string;
  group: string;
  window: string;
  lines: ReadonlySet<string>;
}

export interface MyLine {
  /** Whom this window may call, next first. */
  waiting: Row[];
  ready: Row[];
  /** Both, as `call next` takes them. */
  queue: Row[];
  /** 引継ぎ予定: somewhere else now, their next counter is mine. */
  coming: Row[];
  /** 引継ぎ予定 of the next days: appointments of my counter, or with my counter on their way; the next one first. */
  booked: Row[];
  held: Row[];
  absent: Row[];
  processing: Row[];
  /** Reserved by me, or served by me now. */
  calling: Row[];
  serving: Row[];
  /** Handed off by me and not yet claimed. */
  passed: Row[];
}

export function myLine(rows: Rows, at: Place, now = Date.now(), orders: OrderSettings = EVERYWHERE): MyLine {
  const all = sorted(
    [...rows.values()].filter((row) => row.office === at.office),
    now,
    orders,
  );
  const mine = (stage: string): Row[] => all.filter((row) => row.stage === stage && row.window === at.window);
  const here = (row: Row): boolean => at.lines.has(row.line) && (row.to_window ?? at.window) === at.window;
  return {
    waiting: all.filter((row) => (row.stage === "waiting" || row.stage === "passing") && here(row)),
    ready: all.filter((row) => row.stage === "ready" && here(row)),
    queue: all.filter((row) => QUEUED.has(row.stage) && here(row)),
    coming: all.filter((row) => isComing(row, at)),
    booked: all.filter((row) => row.stage === "booked" && isOnWay(row, at)).sort((a, b) => (a.due ?? 0) - (b.due ?? 0)),
    held: mine("held"),
    absent: all.filter((row) => row.stage === "absent" && at.lines.has(row.line)),
    processing: mine("processing"),
    calling: [...mine("calling"), ...mine("delivering")],
    serving: mine("serving"),
    passed: all.filter((row) => row.stage === "passing" && row.from_window === at.window),
  };
}

function isComing(row: Row, at: Place): boolean {
  if (ENDS.has(row.stage) || row.stage === "booked" || !row.way?.includes(at.group)) return false;
  return row.window !== at.window && !at.lines.has(row.line);
}

const isOnWay = (row: Row, at: Place): boolean => at.lines.has(row.line) || (row.way?.includes(at.group) ?? false);

/** People waiting in a line. */
export const waitingIn = (rows: Rows, line: string): Row[] =>
  [...rows.values()].filter((row) => QUEUED.has(row.stage) && row.stage !== "ready" && row.line === line);

export function longest(rows: Row[], now: number): number {
  return rows.reduce((most, row) => Math.max(most, Math.floor((now - row.line_since) / 60_000)), 0);
}
