// What the server says of itself (server/work/status.py).

import { get, post } from "@madoguchi/shared/http.ts";

export type Part = "house" | "live" | "record" | "keeper" | "boards" | "night" | "backup" | "drill";

export interface Told {
  at: number;
  whom: string;
  by: string;
}

export interface Standing {
  part: Part;
  state: "stands" | "broken" | "unknown";
  since: number | null;
  told: Told[];
  names: string[];
}

export interface Outage {
  part: Part;
  since: number;
  until: number | null;
  told: Told[];
}

export interface Safekept {
  kind: "backup" | "drill";
  at: number;
  took: number;
  file: string;
  bytes: number;
  rows: number;
  why: string;
}

export interface Status {
  at: number;
  standing: Standing[];
  unkept: { edits: number; since: number };
  contacts: string[];
  month: { open_ms: number; lost_ms: number } | null;
  outages: Outage[];
  backup: Safekept | null;
  drill: Safekept | null;
  failed: Safekept[];
}

export const look = (): Promise<Status> => get<Status>("/api/status");
export const tell = (part: Part, whom: string): Promise<Status> => post<Status>("/api/status/told", { part, whom });
