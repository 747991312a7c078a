// How a rule says no on this side: the same reasons as handoff/refusal.py. Only the server's no is final.

import type { Reason } from "../wire";

/** A rule's no. `at` names the entry key it is about; `more` carries facts a screen may show (never entries). */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    readonly at?: string,
    readonly more: Readonly<Record<string, string | number>> = {},
  ) {
    super(reason);
  }
}
