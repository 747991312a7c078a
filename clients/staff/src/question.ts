// What a scan asks before anything moves (scanning.ts makes it, the dialog shows it).

import type { Claim } from "@madoguchi/shared/wire.ts";

/** A number that was given out without power, shown for the first time. */
export interface ReserveQuestion {
  is: "reserve";
  claim: Claim;
  what: string;
  now: string;
  wrong?: string;
}

export type ScanQuestion =
  | { is: "bad"; what: string; now?: string }
  | { is: "taken"; claim: Claim; case: string | null; what: string; now: string }
  | { is: "replaced"; claim: Claim; case: string | null; what: string; now: string; looking: boolean }
  | { is: "early"; claim: Claim; what: string; now: string }
  | { is: "openHere"; claim: Claim; visit: string; what: string; now: string }
  | ReserveQuestion;
