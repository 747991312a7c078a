// What of the figures is shown, drawn and written into a file: one list for all three.

import type { By, Count, Figures, FigureTable, Report } from "./api.ts";
import { FIGURES } from "./words.ts";

/** Shares of a hundred: of what, and of how many. `unwritten` is what is left of the boxes. */
const SHARES = {
  unwritten: { of: "boxes", part: (one: Figures) => (one.boxes ?? 0) - (one.typed ?? 0) },
  byItself: { of: "answers", part: (one: Figures) => one.automatic ?? 0 },
  readShare: { of: "entered", part: (one: Figures) => one.taken ?? 0 },
  mended: { of: "taken", part: (one: Figures) => one.corrected ?? 0 },
} as const satisfies Record<string, { of: Count; part: (one: Figures) => number }>;
type Share = keyof typeof SHARES;
export type Measure = Count | Share;

const FLOW = [
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
const PAPERS = [
  "cases",
  "notifications",
  "applications",
  "sheets",
  "boxes",
  "typed",
  "unwritten",
  "names",
  "signatures",
] as const satisfies readonly Measure[];
const ENTRY = [
  "cases",
  "answers",
  "automatic",
  "byItself",
  "entered",
  "taken",
  "readShare",
  "corrected",
  "mended",
] as const satisfies readonly Measure[];
const COLUMNS = { flow: FLOW, papers: PAPERS, entry: ENTRY } as const;
export type Contents = keyof typeof COLUMNS;
export const SETS = Object.keys(COLUMNS) as Contents[];
/** Groups that only a case has that was ended: nobody waits or is called in them. */
const OF_CASES: ReadonlySet<By> = new Set(["read", "town", "procedure"]);

/** The columns of a table. */
export const columnsOf = (by: By, set: Contents): readonly Measure[] =>
  set === "flow" && OF_CASES.has(by) ? ["cases", "service_average"] : COLUMNS[set];

/** Whether a table says who wrote last. */
export const saysWriter = (by: By, set: Contents): boolean => by === "procedure" && set === "flow";

/** What stands on nothing: an average of no waits is none. */
const NEEDS: Partial<Record<Measure, Count>> = {
  wait_average: "waits",
  wait_p90: "waits",
  wait_longest: "waits",
  service_average: "services",
};
const isShare = (measure: Measure): measure is Share => measure in SHARES;

/** The value, or null where there is nothing that it could be worked out of. */
export function counted(one: Figures, measure: Measure): number | null {
  if (isShare(measure)) {
    const { of, part } = SHARES[measure];
    const whole = one[of] ?? 0;
    return whole > 0 ? Math.round((1000 * part(one)) / whole) / 10 : null;
  }
  const needs = NEEDS[measure];
  return needs && !one[needs] ? null : (one[measure] ?? 0);
}

/** As it is read: people as they are, minutes and shares with one place below ten. */
export function said(one: Figures, measure: Measure): string {
  const value = counted(one, measure);
  if (value === null) return FIGURES.none;
  return NEEDS[measure] || isShare(measure) ? rounded(value) : value.toLocaleString("ja-JP");
}

export const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** What a group is called. */
export function nameOf(by: By, key: string, names: Record<string, string>): string {
  if (key === "") return by === "town" ? FIGURES.noTown : FIGURES.unknown;
  if (by === "town" && key === "*") return FIGURES.few;
  if (by === "read") return FIGURES.reads[key] ?? key;
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

/** Who wrote last in the cases of a procedure, and when (`moment` says it). */
export const writerOf = (report: Report, row: Figures, moment: (at: number) => string): [string, string] =>
  row.clerk_at ? [report.clerks[row.clerk ?? ""] ?? "", moment(row.clerk_at)] : ["", ""];

/** The table as it goes into a file: all columns of a set, the whole at the end. */
export function tableOf(report: Report, set: Contents, moment: (at: number) => string): FigureTable {
  const columns = columnsOf(report.by, set);
  const wrote = saysWriter(report.by, set);
  const row = (name: string, one: Figures) => [
    name,
    ...columns.map((measure) => counted(one, measure)),
    ...(wrote ? writerOf(report, one, moment) : []),
  ];
  return {
    head: [
      FIGURES.by[report.by],
      ...columns.map((one) => FIGURES.measures[one]),
      ...(wrote ? [FIGURES.writer, FIGURES.written] : []),
    ],
    rows: [
      ...report.rows.map((one) => row(nameOf(report.by, one.key, report.names), one)),
      row(FIGURES.all, report.total),
    ],
  };
}

/** The table as a CSV file that Excel opens: UTF-8 with a mark, and no cell that it would reckon as a formula. */
export function csvOf({ head, rows }: FigureTable): string {
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number | null): string {
  if (typeof value !== "string") return String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
