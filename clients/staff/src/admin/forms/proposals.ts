// Fields that a brought file proposes: which of them are ticked before anybody looks. Pure.

import type { FileFault, Proposal } from "../api.ts";
import { type Box, boxOf, over } from "./box.ts";

/** A file's proposals, and what was left aside of it. */
export interface Offer {
  /** The file, as it is called on the screen. */
  from: string;
  proposals: readonly Proposal[];
  left: readonly FileFault[];
}

/** Whether a field stands already where this one would. */
export function isThere(one: Proposal, placed: readonly Box[]): boolean {
  const box = boxOf(one.row);
  return box !== null && placed.some((other) => over(box, other));
}

/** Those whose item is known, where nothing stands yet: by their places in the offer. */
export function tickedAtFirst(proposals: readonly Proposal[], placed: readonly Box[]): ReadonlySet<number> {
  const known = (one: Proposal): boolean => one.how !== "" || one.row.kind === "sign";
  return new Set(proposals.flatMap((one, at) => (known(one) && !isThere(one, placed) ? [at] : [])));
}
