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

/** How the hall speaks (handoff/hall_voice.py). */
export interface VoiceSettings {
  voice: ("ja" | "en")[];
  number: "whole" | "digits";
  rate: number;
}

export interface City {
  name: string;
  house: House;
  words: Words;
  voice: VoiceSettings;
  /** From when until when (ms) this office gives numbers by itself, today and later; null: always. */
  numbers: [number, number][] | null;
}

/** A city that says nothing of its voice. */
export const PLAIN_VOICE: VoiceSettings = { voice: ["ja"], number: "whole", rate: 1 };

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

/** What a line's counter is called; the id when the catalog does not know it. */
export function lineName(house: House, office: string, line: string): string {
  const found = house.lines.find((one) => one.office === office && one.line === line);
  return house.counters.find((one) => one.office === office && one.group === found?.group)?.name ?? found?.name ?? line;
}

/** Whether boards know who waits in a line: quiet counters' visitors stand on none, so nothing is said of their number. */
export function isCounted(house: House, office: string, line: string): boolean {
  const group = house.lines.find((one) => one.office === office && one.line === line)?.group;
  return !house.counters.some((one) => one.office === office && one.group === group && one.quiet);
}
