// The time on the wall of the city hall: Asia/Tokyo, whatever the screen's own clock is set to.

import { words } from "./words.ts";

const DAY_MS = 86_400_000;
const TOKYO_MS = 9 * 3_600_000;

export interface WallTime {
  date: string;
  /** 8:05, 10:36 */
  time: string;
  seconds: string;
}

/** Milliseconds since 1970 as people read them. Japan has had no summer time since 1951, so nine hours are enough. */
export function wallTime(now: number): WallTime {
  const there = new Date(now + TOKYO_MS);
  const two = (figure: number): string => String(figure).padStart(2, "0");
  return {
    date: words.date(there.getUTCMonth() + 1, there.getUTCDate(), there.getUTCDay()),
    time: `${there.getUTCHours()}:${two(there.getUTCMinutes())}`,
    seconds: two(there.getUTCSeconds()),
  };
}

/** The day in Tokyo, as a number that changes at midnight there. */
export function wallDay(now: number): number {
  return Math.floor((now + TOKYO_MS) / DAY_MS);
}
