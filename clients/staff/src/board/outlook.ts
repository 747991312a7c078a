// 見込み of a line, as the server works it out, and what of it a picture shows.

/** P10, P50, P90. */
export type Levels = [number, number, number];

export interface OutlookSent {
  line: string;
  state: "known" | "learning" | "over";
  at: number;
  closes: number;
  days: number;
  needs: number;
  times: number[];
  people: Levels[];
  /** null: no window takes anybody. */
  wait: (number | null)[][];
  more_people: number[];
  more_wait: (number | null)[];
  worst: number;
  gain: number[];
}

export interface Point {
  /** Minutes since midnight. */
  at: number;
  levels: Levels;
  /** The median with one window more. */
  more: number | null;
}

/** Where all three levels are known: from now on, as far as that goes. */
export function points(times: number[], levels: (number | null)[][], more: (number | null)[]): Point[] {
  const known = levels.findIndex((one) => one.some((level) => level === null));
  const until = known === -1 ? times.length : known;
  return times.slice(0, until).map((at, place) => ({ at, levels: levels[place] as Levels, more: more[place] ?? null }));
}

const STEPS = [30, 60, 120];
const MOST_MARKS = 5;

/** Full hours (or halves) below the picture, not more than fit. */
export function marks(from: number, until: number): number[] {
  const step = STEPS.find((one) => (until - from) / one <= MOST_MARKS) ?? 180;
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((until - first) / step) + 1) },
    (_, place) => first + place * step,
  );
}

/** 755 is 12:35. */
export const clockOf = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;

/** Up to the next step that a picture may end at. */
export function top(values: number[]): number {
  const most = Math.max(5, ...values);
  const step = most > 60 ? 30 : most > 20 ? 10 : 5;
  return Math.ceil(most / step) * step;
}
