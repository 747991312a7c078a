// The auditors' side of the server. What is looked for goes in the body, never in an address.

import { post } from "@madoguchi/shared/http.ts";

export interface Sought {
  since: string;
  until: string;
  clerk?: string;
  case?: string;
  what?: string;
  number?: boolean;
  before?: number;
}

export interface AuditRow {
  seq: number;
  at: number;
  clerk: string;
  window: string;
  office: string;
  what: string;
  case: string | null;
  /** JSON: what it was about. */
  about: string;
  purpose: string;
  number: boolean;
}

export interface Verdict {
  rows: number;
  last: number;
  heads: number;
  breaks: { seq: number; what: string }[];
}

export interface Finding {
  kind: string;
  clerk: string;
  day: string;
  times: number;
  first: number;
  last: number;
}

/** A line of 個人情報の管理台帳 (handoff/data_ledger.py). */
export interface LedgerLine {
  stage: string;
  day: string;
  what: string;
  count: number;
  unit: string;
  clerk: string;
  note: string;
}

export interface DataLedger {
  lines: LedgerLine[];
  csv: string;
  file: string;
}

export const auditApi = {
  find: (sought: Sought) => post<{ rows: AuditRow[] }>("/api/audit/find", sought),
  check: () => post<{ verdict: Verdict; whole: boolean }>("/api/audit/verify", {}),
  analyse: (since: string, until: string) => post<{ findings: Finding[] }>("/api/audit/findings", { since, until }),
  ledger: (since: string, until: string) => post<DataLedger>("/api/audit/ledger", { since, until }),
  save: (sought: Sought) => post<{ csv: string; file: string }>("/api/audit/export", sought),
};
