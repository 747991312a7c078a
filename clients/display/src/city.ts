// What a display needs of the city's catalog: names, floors, lines. Narrow on purpose: nothing else reaches a visitor's eye.

import type { CatalogSent, Counter, Language, Line, Service, WindowAt } from "@madoguchi/shared/catalog.ts";

export interface House {
  offices: Pick<CatalogSent["house"]["offices"][number], "office" | "name">[];
  counters: Pick<Counter, "office" | "group" | "name" | "floor" | "quiet">[];
  windows: Pick<WindowAt, "window" | "office" | "group" | "number">[];
  lines: Pick<Line, "office" | "line" | "group" | "name">[];
  services: Pick<Service, "office" | "service" | "name" | "line">[];
}

/** The city's words for screens, by language and key. */
export type Words = Partial<Record<Language, Record<string, string>>>;

export interface City {
  name: string;
  house: House;
  words: Words;
}

/** A window's sign: its figure, or its name (受付). The id stands in for a window that the catalog does not know. */
export function signOf(house: House, window: string): string {
  return house.windows.find((one) => one.window === window)?.number ?? window;
}

/** What the counter behind a window is called. */
export function counterOf(house: House, window: string): string {
  const found = house.windows.find((one) => one.window === window);
  return house.counters.find((one) => one.office === found?.office && one.group === found?.group)?.name ?? "";
}

export function officeName(house: House, office: string): string {
  return house.offices.find((one) => one.office === office)?.name ?? "";
}

/** Whether boards know who waits in a line: quiet counters' visitors stand on none, so nothing is said of their number. */
export function isCounted(house: House, office: string, line: string): boolean {
  const group = house.lines.find((one) => one.office === office && one.line === line)?.group;
  return !house.counters.some((one) => one.office === office && one.group === group && one.quiet);
}
