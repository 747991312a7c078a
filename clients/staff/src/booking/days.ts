// Days and times of appointments, reckoned and as people read them. A day is YYYY-MM-DD.

import type { Catalog, Service } from "@madoguchi/shared/catalog.ts";
import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { B } from "./words.ts";

export function plus(day: string, days: number): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year!, month! - 1, date! + days)).toISOString().slice(0, 10);
}

/** 4月1日(木) */
export const shortDay = (day: string): string => show(day, "wareki", true).replace(/^.*?年/, "");

/** 今日 4月1日(木) */
export function spokenDay(day: string, today: string): string {
  if (day === today) return `${B.today} ${shortDay(day)}`;
  return day === plus(today, 1) ? `${B.tomorrow} ${shortDay(day)}` : shortDay(day);
}

/** 10:30 today, 4/1 10:30 on another day. */
export function shortWhen(due: number, now: number): string {
  const day = dayOf(due);
  return day === dayOf(now) ? clock(due) : `${Number(day.slice(5, 7))}/${Number(day.slice(8))} ${clock(due)}`;
}

/** 4月1日(木) 10:30 */
export const spokenWhen = (due: number): string => `${shortDay(dayOf(due))} ${clock(due)}`;

export function services(catalog: Catalog, office: string): Service[] {
  return catalog.sent.house.services.filter((one) => {
    const line = one.office === office ? catalog.line(office, one.line) : undefined;
    return line !== undefined && catalog.counter(office, line.group)?.appointment === true;
  });
}
