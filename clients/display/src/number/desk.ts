// Giving a number at the self-service screen, step by step. One press gives one number, however often a finger taps.

/** The screen begins anew this long after a number. */
export const STAYS_MS = 8_000;
/** A tap this soon after the screen changed was meant for what stood there before. */
export const SETTLE_MS = 700;

export interface Given {
  number: string;
  line: string;
  /** People ahead in the line; null where a board may not know (quiet counters). */
  ahead: number | null;
  url: string | null;
}

export type Desk =
  | { step: "choosing"; since: number }
  | { step: "asking"; service: string; request: string }
  | { step: "given"; given: Given; since: number }
  | { step: "refused"; reason: string | null; since: number };

export type Happening =
  | { what: "pressed"; service: string; request: string }
  | { what: "answered"; request: string; given: Given }
  | { what: "refused"; request: string; reason: string | null }
  | { what: "again" }
  | { what: "tick" };

export function beginning(now: number): Desk {
  return { step: "choosing", since: now - SETTLE_MS };
}

/** The screen after something happened at `now`. What does not fit the step changes nothing. */
export function after(desk: Desk, it: Happening, now: number): Desk {
  switch (it.what) {
    case "pressed":
      if (desk.step !== "choosing" || now - desk.since < SETTLE_MS) return desk;
      return { step: "asking", service: it.service, request: it.request };
    case "answered":
      return asked(desk, it.request) ? { step: "given", given: it.given, since: now } : desk;
    case "refused":
      return asked(desk, it.request) ? { step: "refused", reason: it.reason, since: now } : desk;
    case "again":
      return (desk.step === "given" || desk.step === "refused") && now - desk.since >= SETTLE_MS
        ? { step: "choosing", since: now }
        : desk;
    case "tick":
      return left(desk, now) <= 0 ? { step: "choosing", since: now } : desk;
  }
}

/** Milliseconds until the screen begins anew; Infinity while it waits for somebody. */
export function left(desk: Desk, now: number): number {
  return desk.step === "given" || desk.step === "refused" ? desk.since + STAYS_MS - now : Number.POSITIVE_INFINITY;
}

function asked(desk: Desk, request: string): boolean {
  return desk.step === "asking" && desk.request === request;
}
