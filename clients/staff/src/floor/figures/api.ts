// The doors of the figures (server/web/reports.py).

import { post, postForFile } from "@madoguchi/shared/http.ts";

export const BY = [
  "day",
  "month",
  "hour",
  "department",
  "kind",
  "line",
  "service",
  "read",
  "town",
  "procedure",
] as const;
export type By = (typeof BY)[number];

/** What is counted of a group, as handoff/figures.py counts it. */
export type Count =
  | "visitors"
  | "done"
  | "suspended"
  | "withdrawn"
  | "gone"
  | "open"
  | "waits"
  | "wait_average"
  | "wait_p90"
  | "wait_longest"
  | "services"
  | "service_average"
  | "calls"
  | "cases"
  | "notifications"
  | "applications"
  | "sheets"
  | "boxes"
  | "typed"
  | "names"
  | "signatures"
  | "answers"
  | "automatic"
  | "entered"
  | "taken"
  | "corrected";

/** One group; what is nought is left out. `clerk` wrote last in one of its cases, at `clerk_at`. */
export type Figures = { key: string; clerk?: string; clerk_at?: number } & { [count in Count]?: number };

/** What it was like before, of one visitor on the average; null where nobody measured it. */
export interface Baseline {
  wait: number | null;
  service: number | null;
  written: number | null;
  how: string;
}

export interface KeptBaseline {
  baseline: Baseline;
  at: number;
  name: string;
}

export interface Report {
  by: By;
  since: string;
  until: string;
  total: Figures;
  rows: Figures[];
  names: Record<string, string>;
  clerks: Record<string, string>;
  baseline: KeptBaseline | null;
  /** So many days are not in the figures yet, and in so many minutes all are. */
  missing: number;
  minutes: number;
}

/** A table as it stands on the screen. */
export interface FigureTable {
  head: string[];
  rows: (string | number | null)[][];
}

export const figuresApi = {
  look: (by: By, since: string, until: string) => post<Report>("/api/reports", { by, since, until }),
  enter: (baseline: Baseline) => post<KeptBaseline>("/api/reports/baseline", baseline),
  workbook: (sheet: string, title: string, table: FigureTable) =>
    postForFile("/api/reports/table", { sheet, title, ...table }),
};
