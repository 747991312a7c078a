// The vectors that hold these rules to their twins in Python (tests/vectors). For tests only.

import { expect } from "vitest";
import { Refused } from "./refusal";

export interface Vector {
  readonly do: string;
  readonly in?: unknown;
  readonly out?: unknown;
  readonly refused?: string;
  readonly fault?: string;
}

/** Does what a vector says and compares: what comes out, or why it is refused. */
export function hold(vector: Vector, deed: () => unknown): void {
  if (vector.refused === undefined) {
    expect(deed()).toEqual(vector.out);
    return;
  }
  const refused = refusal(deed);
  expect(refused.reason).toBe(vector.refused);
  if (vector.fault !== undefined) expect(refused.more.fault).toBe(vector.fault);
}

/** The refusal of a deed that must be refused. */
export function refusal(deed: () => unknown): Refused {
  try {
    deed();
  } catch (wrong) {
    if (wrong instanceof Refused) return wrong;
    throw wrong;
  }
  throw new Error("this should have been refused");
}
