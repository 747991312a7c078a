// The doors of the figures (server/web/reports.py).

import { post } from "@madoguchi/shared/http.ts";

export const BY = ["day", "month", "hour", "department", "line", "service"] as const;
export type By = (typeof BY)[number];

/** One group, as handoff/figures.py counts it; what is nought is left out. */
export interface Figures {
  key: string;
  visitors?: number;
  done?: number;
  suspended?: number;
  withdrawn?: number;
  gone?: number;
  open?: number;
  waits?: number;
  wait_average?: number;
  wait_p90?: number;
  wait_longest?: number;
  services?: number;
  service_average?: number;
  calls?: number;
}

export interface Report {
  by: By;
  since: string;
  until: string;
  total: Figures;
  rows: Figures[];
  names: Record<string, string>;
}

export const figuresApi = {
  look: (by: By, since: string, until: string) => post<Report>("/api/reports", { by, since, until }),
};
