// What needs the floor manager now, worst first: a line over its target, a line with nobody to call, a window without
// its clerk, a case that stands still.

import { minutesSince } from "@madoguchi/shared/clock.ts";
import type { Row } from "@madoguchi/shared/wire.ts";
import type { Floor, LineState, WindowState } from "./state.ts";

export type Need =
  | { is: "nobody"; line: LineState }
  | { is: "over"; line: LineState }
  | { is: "long"; window: WindowState; minutes: number }
  | { is: "away"; window: WindowState; minutes: number }
  | { is: "stuck"; row: Row; minutes: number };

const MOST = 5;

export function needsOf(floor: Floor, now: number): Need[] {
  const minutes = (since: number): number => minutesSince(since, now);
  const unstaffed = floor.lines.filter((line) => line.waiting.length > 0 && line.windows.every((one) => !takes(one)));
  const over = floor.lines.filter((line) => line.over && !unstaffed.includes(line));
  const windows = new Map(floor.lines.flatMap((line) => line.windows).map((one) => [one.window, one]));
  const needs: Need[] = [
    ...unstaffed.map((line): Need => ({ is: "nobody", line })),
    ...over.sort((one, other) => other.longest - one.longest).map((line): Need => ({ is: "over", line })),
    ...[...windows.values()]
      .filter((one) => one.long)
      .map((window): Need => ({ is: "long", window, minutes: minutes(window.since) })),
    ...floor.away
      .filter((one) => minutes(one.since) >= floor.targets.away_minutes)
      .map((window): Need => ({ is: "away", window, minutes: minutes(window.since) })),
    ...floor.flow
      .filter((row) => minutes(row.since) > floor.targets.flow_minutes)
      .map((row): Need => ({ is: "stuck", row, minutes: minutes(row.since) })),
  ];
  return needs.slice(0, MOST);
}

/** Whether the window takes visitors, now or when it is done. */
function takes(window: WindowState): boolean {
  return window.use === "free" || window.use === "busy" || window.use === "calling";
}
