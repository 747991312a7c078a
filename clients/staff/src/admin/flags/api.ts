// The flags' side of the server (server/web/protection.py), for who keeps them. Always a body, never an address.

import { post } from "@madoguchi/shared/http.ts";
import type { FileFault } from "../api.ts";

export interface Kin {
  /** self, together, household, koseki or other */
  kind: string;
  name: string;
  kana: string;
  birth: string;
}

export interface Known {
  number: string;
  persons: Kin[];
  addresses: string[];
  note: string;
}

export interface Flag {
  flag: string;
  /** What a change stands on. */
  version: number;
  name: string;
  /** provisional or on */
  state: string;
  /** provisional, on, last (it ends soon) or over (it stays until it is lifted) */
  standing: string;
  begins: string;
  ends: string;
  asked_by: string | null;
  asked_name: string;
}

export interface Setting {
  known: Known;
  state: string;
  begins: string;
  /** Empty: a year. */
  ends: string;
  base: number;
}

export interface Taken {
  set: number;
  lifted: number;
  left: number;
  faults: FileFault[];
}

export interface Lifting {
  flag: string;
  version: number;
  reason: string;
  note: string;
}

const at = (deed: string): string => `/api/protection/${deed}`;

export const flagsApi = {
  all: async () => (await post<{ flags: Flag[] }>(at("flags"), {})).flags,
  one: (flag: string) => post<{ flag: string; version: number; known: Known }>(at("flag"), { flag }),
  set: (setting: Setting) => post<{ flag: string; version: number }>(at("set"), setting),
  ask: (lifting: Lifting) => post(at("ask"), lifting),
  lift: (lifting: Lifting) => post(at("lift"), lifting),
  bring: (made: string, text: string) => post<Taken>(at("list"), { made, text }),
} as const;
