// A signature as it is written: strokes of points [x, y, ms], x and y in thousandths of the pad's width, so that it has the
// same form on every pad and on paper. Pure: where and when a point was made are arguments.

export type Point = [x: number, y: number, ms: number];
export type Strokes = readonly (readonly Point[])[];

/** What the server takes (handoff/signing.py); so many points stay under its 48 KB however they are spelled. */
export const MOST_STROKES = 128;
export const MOST_POINTS = 2_500;
const LONGEST_MS = 600_000;
/** Nearer than this to the last point nothing new is seen. */
const NEAR = 1.5;
/** Less than this in all is a touch by mistake and no name. */
const LEAST = 40;

export const NOTHING: Strokes = [];

/** A pen or a finger comes down. A full pad takes no more strokes. */
export function begun(strokes: Strokes, at: Point): Strokes {
  return strokes.length < MOST_STROKES ? bounded([...strokes, [at]]) : strokes;
}

/** It moves on, over all the points that were made since the last time. */
export function drawn(strokes: Strokes, points: readonly Point[]): Strokes {
  const last = strokes.at(-1);
  if (!last) return strokes;
  const longer = [...last];
  for (const point of points) if (distance(longer.at(-1)!, point) >= NEAR) longer.push(point);
  return longer.length === last.length ? strokes : bounded([...strokes.slice(0, -1), longer]);
}

export const isFull = (strokes: Strokes): boolean => strokes.length >= MOST_STROKES;

/** Whether somebody has written, and not only touched. */
export function isWritten(strokes: Strokes): boolean {
  return strokes.reduce((sum, line) => sum + lengthOf(line), 0) >= LEAST;
}

/** As it is sent: whole numbers, times from the first point on. */
export function sent(strokes: Strokes): Point[][] {
  const first = strokes[0]?.[0]?.[2] ?? 0;
  const since = (ms: number): number => Math.min(Math.round(ms - first), LONGEST_MS);
  return strokes.map((line) => line.map(([x, y, ms]) => [Math.round(x), Math.round(y), since(ms)]));
}

/** A line through its points without corners: each point bends it, each middle between two is on it. Lengths times `unit`. */
export function curve(line: readonly Point[], unit: number): string {
  const [first, ...rest] = line;
  if (!first) return "";
  const spell = (x: number, y: number): string => `${x * unit} ${y * unit}`;
  if (rest.length === 0) return `M${spell(first[0], first[1])}l0.01 0`;
  const bends = rest.slice(0, -1).map(([x, y], place) => {
    const [nextX, nextY] = rest[place + 1]!;
    return `Q${spell(x, y)} ${spell((x + nextX) / 2, (y + nextY) / 2)}`;
  });
  const [endX, endY] = rest.at(-1)!;
  return `M${spell(first[0], first[1])}${bends.join("")}L${spell(endX, endY)}`;
}

/** Too many points: every second one between the ends of each stroke goes, which nobody sees. */
function bounded(strokes: Strokes): Strokes {
  if (strokes.reduce((sum, line) => sum + line.length, 0) <= MOST_POINTS) return strokes;
  return strokes.map((line) => line.filter((_, place) => place % 2 === 0 || place === line.length - 1));
}

const lengthOf = (line: readonly Point[]): number =>
  line.slice(1).reduce((sum, point, place) => sum + distance(line[place]!, point), 0);

const distance = (one: Point, other: Point): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
