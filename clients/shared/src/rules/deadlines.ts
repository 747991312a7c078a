// Twin of handoff/deadlines.py and of calendar.py's terms: until when a procedure must be done, where the law's term can be
// reckoned. Days are 2026-04-01.

import type { Procedure } from "../catalog.ts";

const DAY = 86_400_000;
const WEEKDAYS = "日月火水木金土";

/** The last day of a procedure's term, from the first of its days that is known; null when it cannot be reckoned. */
export function due(
  procedure: Procedure,
  dates: Readonly<Record<string, string>>,
  closed: ReadonlySet<string>,
): string | null {
  const first = procedure.due_items.map((item) => dates[item]).find((day) => day !== undefined);
  if (first === undefined || !procedure.due_days) return null;
  return nextOpen(at(first) + (procedure.due_days - Number(procedure.due_first_counts)) * DAY, closed);
}

function nextOpen(day: number, closed: ReadonlySet<string>): string {
  for (let now = day; ; now += DAY) {
    const weekday = new Date(now).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !closed.has(spell(now))) return spell(now);
  }
}

/** `12月4日(金)`. */
export function dayName(day: string): string {
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日(${WEEKDAYS.charAt(new Date(at(day)).getUTCDay())})`;
}

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const spell = (day: number): string => new Date(day).toISOString().slice(0, 10);
