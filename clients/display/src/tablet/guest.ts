// Whom the tablet of a window greets: the visitor who is being served there, or nobody.

import type { Row, Seat } from "@madoguchi/shared/wire.ts";

const PRESENT = new Set(["open", "paused"]);

/** The number being served at the window; null when nobody is, or when nobody looks after the window (離席, 閉). */
export function guestAt(window: string, rows: Iterable<Row>, seats: Iterable<Seat>): string | null {
  if (!isAttended(window, seats)) return null;
  const served = [...rows].filter((row) => row.window === window && row.stage === "serving" && row.number !== "");
  return served.sort((one, other) => other.since - one.since)[0]?.number ?? null;
}

/** Whether somebody looks after the window. */
export function isAttended(window: string, seats: Iterable<Seat>): boolean {
  const seat = [...seats].find((one) => one.window === window);
  return seat !== undefined && PRESENT.has(seat.state);
}

/** Whether the window takes visitors at all. */
export function isShut(window: string, seats: Iterable<Seat>): boolean {
  const seat = [...seats].find((one) => one.window === window);
  return seat === undefined || seat.state !== "open";
}
