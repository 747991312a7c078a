// The doors of the city's own data (server/web/residents.py).

import type { Value } from "@madoguchi/shared/facts.ts";
import { post } from "@madoguchi/shared/http.ts";

export interface Resident {
  resident: string;
  household: string;
  protected: boolean;
  name: string | null;
  kana: string | null;
  birth: string | null;
  sex: string | null;
  zokugara: string | null;
  tsusho: string | null;
  address: string | null;
}

export interface Member extends Resident {
  /** The person of the case that this resident is, if any. */
  person: string | null;
  /** Item -> what stands here, and what the city has. */
  differs: Record<string, Both>;
}

export interface Hits {
  loaded: boolean;
  hits: Resident[];
  more: boolean;
}

/** Among whom somebody is looked for: residents, or those of a moving-out notice (特例転入). */
export type Among = "residents" | "moving";

/** What stands here, and what the city has. */
export interface Both {
  here: Value;
  city: Value;
}

export interface Household {
  protected: boolean;
  /** None while the alert was not seen. */
  members: Member[];
  /** Item of the case itself -> the same, where a notice says something else. */
  differs: Record<string, Both>;
}

/** 資格一覧 (server/work/eligibility.py). */
export interface Eligibility {
  protected: boolean;
  /** Whether the city has brought any. */
  loaded: boolean;
  /** Items that this clerk may not see, of nobody. */
  masked: string[];
  members: { resident: string; person: string | null; name: string; items: Record<string, Value> }[];
}

export interface Taken {
  result: string;
  persons?: string[];
  /** Keys where another value stands: nothing was overwritten. */
  differing?: string[];
  left_out?: Record<string, string>;
}

export const search = (text: string, kind: Among) => post<Hits>("/api/residents/search", { text, kind });
export const household = (name: string, id: string, seen: boolean, kind: Among) =>
  post<Household>("/api/residents/household", { household: name, case: id, seen, kind });
export const take = (id: string, op: string, fence: number, residents: string[], kind: Among) =>
  post<Taken>("/api/residents/take", { case: id, op, fence, residents, kind });
export const eligibilityOf = (of: { household: string; seen: boolean } | { case: string }) =>
  post<Eligibility>("/api/residents/eligibility", of);
