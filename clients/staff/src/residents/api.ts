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
  differs: Record<string, { here: Value; city: Value }>;
}

export interface Hits {
  loaded: boolean;
  hits: Resident[];
  more: boolean;
}

export interface Household {
  protected: boolean;
  /** None while the alert was not seen. */
  members: Member[];
}

export interface Taken {
  result: string;
  persons?: string[];
  left_out?: Record<string, string>;
}

export const search = (text: string) => post<Hits>("/api/residents/search", { text });
export const household = (name: string, id: string, seen: boolean) =>
  post<Household>("/api/residents/household", { household: name, case: id, seen });
export const take = (id: string, op: string, fence: number, residents: string[]) =>
  post<Taken>("/api/residents/take", { case: id, op, fence, residents });
