// A window's plan as it is edited: spans [from, to) in minutes since midnight, in steps of five. Twin of the limits of handoff/plan_windows.py.

export type Span = readonly [number, number];
export type Edge = 0 | 1;

export const STEP = 5;
const END = 24 * 60;
const LUNCH: Span = [12 * 60, 13 * 60];
const SHORTEST = 15;
export const MOST = 6;

/** One edge of a span brought to a time: as far as its neighbours and its own other edge let it. */
export function moved(spans: readonly Span[], at: number, edge: Edge, to: number): Span[] {
  const one = spans[at];
  if (!one) return [...spans];
  const low = edge === 0 ? (spans[at - 1]?.[1] ?? -STEP) + STEP : one[0] + SHORTEST;
  const high = edge === 0 ? one[1] - SHORTEST : (spans[at + 1]?.[0] ?? END + STEP) - STEP;
  if (low > high) return [...spans];
  const time = Math.min(high, Math.max(low, stepped(to)));
  const next: Span = edge === 0 ? [time, one[1]] : [one[0], time];
  return spans.map((span, place) => (place === at ? next : span));
}

/** A whole span brought elsewhere, as long as it is. */
export function shifted(spans: readonly Span[], at: number, by: number): Span[] {
  const one = spans[at];
  if (!one) return [...spans];
  const low = (spans[at - 1]?.[1] ?? -STEP) + STEP - one[0];
  const high = (spans[at + 1]?.[0] ?? END + STEP) - STEP - one[1];
  const step = Math.min(high, Math.max(low, stepped(by)));
  return spans.map((span, place) => (place === at ? [span[0] + step, span[1] + step] : span));
}

export const without = (spans: readonly Span[], at: number): Span[] => spans.filter((_, place) => place !== at);

/** A break at noon, or in the middle of the longest span where noon is none. */
export function withLunch(spans: readonly Span[]): Span[] {
  if (spans.length >= MOST) return [...spans];
  const noon = spans.findIndex(([begin, end]) => begin + SHORTEST <= LUNCH[0] && LUNCH[1] + SHORTEST <= end);
  if (noon >= 0) return cut(spans, noon, LUNCH);
  const longest = spans.reduce((best, span, at) => (length(span) > length(spans[best]!) ? at : best), 0);
  const one = spans[longest];
  if (!one || length(one) < 3 * SHORTEST + STEP) return [...spans];
  const half = Math.min(60, stepped(length(one) / 3));
  const begin = stepped((one[0] + one[1] - half) / 2);
  return cut(spans, longest, [begin, begin + half]);
}

export const clockOf = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** What the page shows of the day: whole hours around the office's own and all plans. */
export function hoursOf(opens: number, closes: number, plans: readonly (readonly Span[])[]): Span {
  const all = plans.flat();
  const first = Math.min(opens, ...all.map(([begin]) => begin));
  const last = Math.max(closes, ...all.map(([, end]) => end));
  return [Math.max(0, Math.floor((first - 1) / 60) * 60), Math.min(END, Math.ceil((last + 1) / 60) * 60)];
}

function cut(spans: readonly Span[], at: number, gap: Span): Span[] {
  return spans.flatMap((span, place): Span[] =>
    place === at
      ? [
          [span[0], gap[0]],
          [gap[1], span[1]],
        ]
      : [span],
  );
}

const length = ([begin, end]: Span): number => end - begin;
const stepped = (minutes: number): number => Math.round(minutes / STEP) * STEP;
