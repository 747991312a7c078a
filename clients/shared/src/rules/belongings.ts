// Twin of handoff/belongings.py: what to bring, merged without repeats by the rules skip, merge and bring.

import type { Procedure, Rule } from "../catalog.ts";
import type { World } from "./worlds.ts";

/** One thing to bring: for which procedures, at which counters, and whether the visitor has it (null = not asked). */
export interface Belonging {
  readonly text: string;
  readonly procedures: readonly string[];
  readonly groups: readonly string[];
  readonly have: boolean | null;
}

/** Belonging -> the procedures that ask for it. */
type Wanted = Map<string, Set<string>>;

/** What a procedure asks for; （なし） is nothing. */
export const wanted = (procedure: Procedure): string[] =>
  procedure.bring.filter((thing) => thing.replace(/^[（）() ]+|[（）() ]+$/gu, "") !== "なし");

/** All belongings of a visit: each event's procedures after its rules, then together. `way`: group -> its place. */
export function belongings(
  each: readonly [World, Procedure[]][],
  way: ReadonlyMap<string, number>,
  have: Readonly<Record<string, boolean>>,
): Belonging[] {
  const merged: Wanted = new Map();
  const groupOf = new Map<string, string>();
  for (const [world, procedures] of each) {
    for (const one of procedures) groupOf.set(one.procedure, one.group);
    for (const [thing, who] of ofEvent(world, procedures)) add(merged, thing, who);
  }
  const place = (group: string): number => way.get(group) ?? way.size;
  return [...merged].map(([text, who]) => {
    const procedures = [...who];
    const groups = [...new Set(procedures.map((one) => groupOf.get(one)!))];
    groups.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
    return { text, procedures, groups, have: have[text] ?? null };
  });
}

function ofEvent(world: World, procedures: readonly Procedure[]): Wanted {
  const found: Wanted = new Map();
  for (const one of procedures) for (const thing of wanted(one)) add(found, thing, [one.procedure]);
  if (procedures.length > 0) for (const { row } of world.fires("skip", "merge", "bring")) follow(row, found);
  return found;
}

/** One rule: skip drops its targets; merge and bring make one line of them; bring without a target adds its line. */
function follow(rule: Rule, found: Wanted): void {
  const targets = rule.target.filter((thing) => found.has(thing));
  const who = targets.flatMap((thing) => [...found.get(thing)!]);
  for (const thing of targets) found.delete(thing);
  if (rule.effect === "skip" || !rule.text) return;
  if (targets.length > 0 || (rule.effect === "bring" && rule.target.length === 0)) add(found, rule.text, who);
}

function add(found: Wanted, thing: string, who: Iterable<string>): void {
  const there = found.get(thing) ?? new Set();
  found.set(thing, there);
  for (const name of who) there.add(name);
}
