// Whether this office gives numbers now, and when it does again. The server refuses outside of its hours as well.

import type { City } from "../city.ts";

export interface Shut {
  /** When it opens next (ms); null: not within the days that are known. */
  opens: number | null;
}

/** Null while numbers are given. */
export function shutNow(numbers: City["numbers"], now: number): Shut | null {
  if (numbers === null || numbers.some(([since, until]) => since <= now && now < until)) return null;
  const later = numbers.map(([since]) => since).filter((since) => since > now);
  return { opens: later.length > 0 ? Math.min(...later) : null };
}

/** A day and a time as a language writes them, by the clock of the city. */
export const spokenTime = (at: number, lang: string): string =>
  new Intl.DateTimeFormat(lang, {
    timeZone: "Asia/Tokyo",
    month: "long",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);
