// Times as people read them. The city's clock is Asia/Tokyo, wherever the browser thinks it is.

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Tokyo",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

function read(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** 10:45 */
export function clock(at: number): string {
  const { hour, minute } = read(at);
  return `${Number(hour)}:${minute}`;
}

/** 10:45:06 */
export function clockSeconds(at: number): string {
  const { hour, minute, second } = read(at);
  return `${Number(hour)}:${minute}:${second}`;
}

/** The day, as 2026-11-20. */
export function dayOf(at: number): string {
  const { year, month, day } = read(at);
  return `${year}-${month}-${day}`;
}

/** Whole minutes since. */
export const minutesSince = (since: number, now: number): number => Math.max(0, Math.floor((now - since) / 60_000));

/** 09:12, as a stopwatch. */
export function lasting(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const rest = `${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
