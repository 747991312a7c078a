// Twin of handoff/walk.py: the counters of procedures in walking order. What others wait for goes first, then the
// counters' places in the house; a counter that others wait for goes as early as they would. A contradiction in the catalog
// is never a dead end: what is left goes by place.

import type { Book } from "./book.ts";

type Rank = readonly number[];
const NOWHERE: Rank = [999, 99, 999];

export function way(book: Book, office: string, wanted: readonly string[]): string[] {
  const chosen = [...new Set(wanted)].map((one) => book.procedures.get(one)).filter((one) => one !== undefined);
  const groupOf = new Map(chosen.map((one) => [one.procedure, one.group]));
  const waits = new Map<string, Set<string>>(chosen.map((one) => [one.group, new Set()]));
  for (const one of chosen) {
    for (const other of one.after) {
      const group = groupOf.get(other);
      if (group !== undefined && group !== one.group) waits.get(one.group)!.add(group);
    }
  }
  return ordered(waits, asEarly(waits, book.sent.ranks[office] ?? book.sent.ranks[""] ?? {}));
}

/** Each counter's place, its first figure the smallest of its own and of all that wait for it. */
function asEarly(waits: Map<string, Set<string>>, ranks: Readonly<Record<string, Rank>>): Record<string, Rank> {
  const found = Object.fromEntries([...waits.keys()].map((group) => [group, [...(ranks[group] ?? NOWHERE)]]));
  for (let earlier = true; earlier; ) {
    earlier = false;
    for (const [group, others] of waits) {
      for (const other of others) {
        if (found[group]![0]! >= found[other]![0]!) continue;
        found[other]![0] = found[group]![0]!;
        earlier = true;
      }
    }
  }
  return found;
}

function ordered(waits: Map<string, Set<string>>, ranks: Readonly<Record<string, Rank>>): string[] {
  const found: string[] = [];
  const sooner = (one: string, other: string): boolean => before(ranks[one]!, ranks[other]!) ?? one < other;
  while (waits.size > 0) {
    const free = [...waits.keys()].filter((group) => waits.get(group)!.size === 0);
    const among = free.length > 0 ? free : [...waits.keys()];
    const group = among.reduce((best, one) => (sooner(one, best) ? one : best));
    found.push(group);
    waits.delete(group);
    for (const others of waits.values()) others.delete(group);
  }
  return found;
}

/** Whether a place comes before another one; null when they are the same. */
function before(one: Rank, other: Rank): boolean | null {
  const at = one.findIndex((figure, index) => figure !== other[index]);
  return at < 0 ? null : one[at]! < other[at]!;
}
