// What this screen knows: what the server said last, and whether it can be asked at all.

import type { Standing, Status } from "./api.ts";

export type Seen = Omit<Standing, "part"> & { part: Standing["part"] | "line" };

export interface Line {
  up: boolean;
  downSince: number;
}

/** Whose failure keeps a clerk from serving (handoff/operations.py `STOPPING`), and the way to the server itself. */
const STOPPING: ReadonlySet<string> = new Set(["line", "house", "live", "record", "keeper"]);

/** All parts, the line first. While it is cut, nothing that was said before counts. */
export function seen(status: Status | null, line: Line): Seen[] {
  const way: Seen = {
    part: "line",
    state: line.up ? "stands" : "broken",
    since: line.up ? null : line.downSince,
    told: [],
    names: [],
  };
  const rest = status?.standing ?? [];
  return [
    way,
    ...(line.up ? rest : rest.map((one) => ({ ...one, state: "unknown" as const, since: null, names: [] }))),
  ];
}

export const broken = (all: readonly Seen[]): Seen[] => all.filter((one) => one.state === "broken");

export const stops = (one: { part: string }): boolean => STOPPING.has(one.part);

/** "stopped": a clerk cannot serve as always; "look": somebody must look after something; "well". */
export function verdict(all: readonly Seen[]): "stopped" | "look" | "well" {
  const bad = broken(all);
  if (bad.some(stops)) return "stopped";
  return bad.length > 0 ? "look" : "well";
}

/** Whether the record could be asked: what it alone knows stands in the answer. */
export const isWhole = (status: Status): boolean => status.month !== null;

/** Of the opening hours so far, in per cent with one figure after the point: never rounded up to 100. */
export function availability(month: Status["month"]): string | null {
  if (!month || month.open_ms === 0) return null;
  const share = 1 - month.lost_ms / month.open_ms;
  return (Math.floor(share * 10_000) / 100).toFixed(2);
}
