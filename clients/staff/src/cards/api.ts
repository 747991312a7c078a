// The doors of cards that were read and wait for a key (server/web/cards.py).

import type { Value } from "@madoguchi/shared/facts.ts";
import { post } from "@madoguchi/shared/http.ts";

/** A My Number card that is a driver's licence too: of that part nothing is read. */
export const WITH_LICENCE = "mynumber_licence";

/** Somebody of the case, as a read sees them. */
export interface Beside {
  person: string;
  /** Known by the card: by number, or by name and birth. */
  same: boolean;
  /** What stands there says somebody else. */
  another: boolean;
  fills: string[];
  /** Item -> op of the entry that says something else. */
  differs: Record<string, string>;
}

/** A card that was read here and belongs to nobody yet. */
export interface Laid {
  read: string;
  card: string;
  at: number;
  expires: string;
  expired: boolean;
  doubtful: string[];
  left_out: Record<string, string>;
  hidden: string[];
  values: Record<string, Value>;
  /** What the card has as a picture alone: PNG in base64, by the value's name. */
  pictures: Record<string, string>;
  /** Where the address in parts would go -> entry -> value. */
  parts: Partial<Record<Split, Record<string, string>>>;
  persons: Beside[];
}

export type Split = "old" | "new";

/** The clerk's key: whose card it is (null = somebody new), and what of it takes the place of what stands. */
export interface Key {
  person: string | null;
  over?: Record<string, string>;
  anyway?: boolean;
  split?: Split | null;
}

export interface Taken {
  result: string;
  person?: string | null;
  differing?: string[];
  left_out?: Record<string, string>;
}

export const waiting = (id: string) => post<{ reads: Laid[] }>("/api/cards/waiting", { case: id });
export const take = (id: string, read: string, op: string, key: Key) =>
  post<Taken>("/api/cards/take", { case: id, read, op, ...key });
export const forget = (id: string, read: string) => post("/api/cards/forget", { case: id, read });
