// The doors of the windows' plans (server/web/plans.py).

import { post } from "@madoguchi/shared/http.ts";
import type { Span } from "./spans.ts";

export type Source = "entered" | "learned" | "none";

export interface WindowPlan {
  window: string;
  spans: Span[];
  source: Source;
  revision: number;
  by: string;
  at: number;
}

export interface DayPlan {
  day: string;
  open: boolean;
  opens: number;
  closes: number;
  before: string;
  before_has: boolean;
  windows: WindowPlan[];
}

export const planApi = {
  look: (day: string) => post<DayPlan>("/api/plans", { day }),
  write: (day: string, window: string, spans: readonly Span[], revision: number) =>
    post<DayPlan>("/api/plans/write", { day, window, spans, revision }),
  copy: (day: string) => post<DayPlan>("/api/plans/copy", { day }),
};
