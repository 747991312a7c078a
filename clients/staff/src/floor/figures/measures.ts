// What of the figures is shown, drawn and written into a file: one list for all three.

import { FIGURES } from "../words.ts";
import type { By, Figures, Report } from "./api.ts";

export type Measure = Exclude<keyof Figures, "key">;
export const MEASURES = [
  "visitors",
  "done",
  "suspended",
  "withdrawn",
  "gone",
  "open",
  "calls",
  "wait_average",
  "wait_p90",
  "wait_longest",
  "service_average",
] as const satisfies readonly Measure[];

/** What stands on nothing: an average of no waits is none. */
const NEEDS: Partial<Record<Measure, Measure>> = {
  wait_average: "waits",
  wait_p90: "waits",
  wait_longest: "waits",
  service_average: "services",
};

/** The value, or null where there is nothing that it could be worked out of. */
export function counted(one: Figures, measure: Measure): number | null {
  const needs = NEEDS[measure];
  return needs && !one[needs] ? null : (one[measure] ?? 0);
}

/** As it is read: people as they are, minutes with one place below ten. */
export function said(one: Figures, measure: Measure): string {
  const value = counted(one, measure);
  if (value === null) return FIGURES.none;
  if (!NEEDS[measure]) return value.toLocaleString("ja-JP");
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** What a group is called. */
export function nameOf(by: By, key: string, names: Record<string, string>): string {
  if (key === "") return FIGURES.unknown;
  return by === "hour" ? FIGURES.hour(Number(key)) : (names[key] ?? key);
}

/** Groups of two spans beside each other: by place in the span where the groups are days, else by their keys. */
export function beside(report: Report, other: Report | null): { row: Figures; than: Figures | null; key: string }[] {
  if (!other) return report.rows.map((row) => ({ row, than: null, key: row.key }));
  if (report.by === "day" || report.by === "month") {
    return report.rows.map((row, at) => ({ row, than: other.rows[at] ?? null, key: row.key }));
  }
  const theirs = new Map(other.rows.map((row) => [row.key, row]));
  const mine = report.rows.map((row) => ({ row, than: theirs.get(row.key) ?? null, key: row.key }));
  const gone = other.rows.filter((row) => !report.rows.some((one) => one.key === row.key));
  return [...mine, ...gone.map((than) => ({ row: { key: than.key }, than, key: than.key }))];
}

/** The table as a CSV file that Excel opens: UTF-8 with a mark, and no cell that it would reckon as a formula. */
export function csvOf(report: Report): string {
  const head = [FIGURES.by[report.by], ...MEASURES.map((one) => FIGURES.measures[one])];
  const rows = report.rows.map((row) => [
    nameOf(report.by, row.key, report.names),
    ...MEASURES.map((one) => String(counted(row, one) ?? "")),
  ]);
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
