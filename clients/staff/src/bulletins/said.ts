// What is said to whom: bulletins as a window, a floor manager and a list see them.

import type { Catalog, WindowAt } from "@madoguchi/shared/catalog.ts";
import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import type { Bulletin } from "@madoguchi/shared/wire.ts";
import { SAID } from "./words.ts";

/** Whom it is for, as one value of a list: everybody in the hall, all windows, a counter, a window. */
export type Whom = "halls" | "windows" | `group:${string}` | `window:${string}`;

/** Standing now, or still to come. */
export const isOver = (one: Bulletin, now: number): boolean => one.until <= now;

/** What this window has to read, oldest first. */
export function toRead(bulletins: readonly Bulletin[], at: WindowAt | undefined, now: number): Bulletin[] {
  if (!at) return [];
  const { window, group } = at;
  return bulletins.filter(
    (one) =>
      one.to === "windows" &&
      !one.come &&
      (one.window ?? window) === window &&
      (one.group ?? group) === group &&
      one.since <= now &&
      !isOver(one, now) &&
      !one.read?.includes(window),
  );
}

/** What a deed says of whom it is for. */
export function addressed(whom: Whom): { to: Bulletin["to"]; group?: string; window?: string } {
  if (whom === "halls" || whom === "windows") return { to: whom };
  const [kind = "", id = ""] = whom.split(":");
  return kind === "group" ? { to: "windows", group: id } : { to: "windows", window: id };
}

/** Whom a bulletin is for, in words. */
export function whomOf(one: Bulletin, office: string, catalog: Catalog): string {
  if (one.to === "halls") return SAID.halls;
  if (one.window) return SAID.window(catalog.no(one.window));
  return one.group ? SAID.group(catalog.groupName(office, one.group)) : SAID.windows;
}

/** From when until when, in words; the day is said where it is another one. */
export function timesOf(one: Bulletin, now: number): string {
  const time = (at: number): string => (dayOf(at) === dayOf(now) ? clock(at) : `${SAID.day(dayOf(at))} ${clock(at)}`);
  return one.since > now ? SAID.fromUntil(time(one.since), time(one.until)) : SAID.until(time(one.until));
}

/** ms of what a field for a day and a time holds (the city's clock), NaN where it holds nothing. */
export const momentOf = (field: string): number => Date.parse(`${field}:00+09:00`);

/** What such a field holds for an instant. */
export const fieldOf = (at: number): string => `${dayOf(at)}T${clock(at).padStart(5, "0")}`;
