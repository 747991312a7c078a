// The keys of other systems: the administrators' side of the server, typed (server/web/systems/routes.py).

import { get, post } from "@madoguchi/shared/http.ts";

export interface System {
  name: string;
  office: string;
  rights: string[];
  forms: string[];
  levels: string[];
  per_minute: number;
  /** The last day, "" for none. */
  until: string;
  /** Where it is told, "" for nowhere. */
  target: string;
}

export interface SystemKept {
  system: System;
  made: number;
  made_by: string;
  ended: number | null;
  ended_by: string;
  used: number | null;
  /** Of notices. */
  waiting: number;
  given_up: number;
  /** The word of the last failure. */
  why: string;
}

export interface Listed {
  systems: SystemKept[];
  forms: Record<string, string>;
  rights: string[];
  today: string;
}

/** Said once. */
export interface Made {
  key: string;
  secret: string;
}

const at = "/api/systems";

export const systemsApi = {
  all: () => get<Listed>(at),
  make: (system: System) => post<Made>(at, system),
  change: (system: System) => post(`${at}/change`, system),
  end: (name: string) => post(`${at}/end`, { name }),
  describedAt: "/systems/v1/openapi.json",
} as const;
