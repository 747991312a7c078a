// How the PC of a card reader stands, in one line. Never whose card was read.

import { W } from "@madoguchi/shared/words.ts";
import type { Stands } from "./api.ts";

/** Its line, its readers, its scanners, its last read. */
export function howItStands(how: Stands | null | undefined): string {
  if (!how) return W.screens.stands.cut;
  const { up, last, never, failed } = W.screens.stands;
  const parts = [up, readers(how)];
  if (Object.keys(how.scanners).length) parts.push(things(how.scanners, W.screens.stands.scanners));
  parts.push(how.last ? (how.went ? last : failed)(how.last) : never);
  return parts.join("・");
}

function readers(how: Stands): string {
  const { service, noReader } = W.screens.stands;
  if (!how.service) return service;
  return Object.keys(how.readers).length ? things(how.readers, W.screens.stands.readers) : noReader;
}

function things(all: Record<string, boolean>, say: { there: (n: number) => string; out: (n: number) => string }) {
  const out = Object.values(all).filter((here) => !here).length;
  return out ? say.out(out) : say.there(Object.keys(all).length);
}
