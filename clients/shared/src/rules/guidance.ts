// Twin of handoff/guidance.py: the whole way of a visit, derived from what its case knows. Never stored.
//
//   values of the sheet --known()--> Known --guide()--> questions, procedures, counters, belongings, alerts, blocks

import type { Question } from "../catalog.ts";
import { type Belonging, belongings, wanted } from "./belongings.ts";
import type { Book } from "./book.ts";
import { due } from "./deadlines.ts";
import type { Known } from "./known.ts";
import { type Block, Plan } from "./plan.ts";
import { hand, type Why, why } from "./why.ts";
import type { World } from "./worlds.ts";

export type { Belonging } from "./belongings.ts";
export { type Book, book } from "./book.ts";
export { type ByHand, type Known, known } from "./known.ts";
export type { Block } from "./plan.ts";
export type { Because, Turn, Why } from "./why.ts";

const NOTICE = "案内のみ";

/** A question that is asked now: its answer, who gave it, what it answers by itself, whether that was overruled. */
export interface Asked {
  readonly question: string;
  readonly level: number;
  readonly group: string;
  readonly text: string;
  readonly help: string;
  readonly hint: string;
  readonly staffOnly: boolean;
  readonly answer: boolean | null;
  readonly by: "asked" | "auto" | null;
  readonly auto: boolean | null;
  readonly overruled: boolean;
}

/** A procedure of the visit. `due`: its last day; `byHand`: added (true) or taken out (false); `blocked`: by this rule. */
export interface Due {
  readonly procedure: string;
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly why: readonly Why[];
  readonly deadline: string;
  readonly due: string | null;
  readonly past: boolean;
  readonly bring: readonly string[];
  readonly byHand: boolean | null;
  readonly blocked: string | null;
  readonly noticeOnly: boolean;
  readonly staffOnly: boolean;
}

/** A counter on the way, with what is done there. */
export interface Station {
  readonly group: string;
  readonly procedures: readonly string[];
}

export interface Alert {
  readonly rule: string;
  readonly text: string;
  readonly staffOnly: boolean;
}

/** The whole way. `progress`: how many questions are answered, and how many are asked. */
export interface Guidance {
  readonly questions: readonly Asked[];
  readonly procedures: readonly Due[];
  readonly way: readonly Station[];
  readonly bring: readonly Belonging[];
  readonly alerts: readonly Alert[];
  readonly blocks: readonly Block[];
  readonly progress: readonly [answered: number, shown: number];
}

/** The whole way of a visit. */
export function guide(book: Book, known: Known): Guidance {
  const plan = new Plan(book, known);
  const asked = askedOf(book, plan.worlds, known);
  const dues = plan.ordered().map((key) => dueOf(plan, key));
  const places = new Map(plan.way.map((group, place) => [group, place]));
  return {
    questions: asked,
    procedures: dues,
    way: stations(dues),
    bring: belongings(plan.byEvent(), places, known.have),
    alerts: alertsOf(plan),
    blocks: plan.blocks,
    progress: [asked.filter((one) => one.answer !== null).length, asked.length],
  };
}

/** Whether it is done today: not taken out, not blocked. */
export const counts = (one: Due): boolean => one.byHand !== false && one.blocked === null;

function askedOf(book: Book, seen: readonly World[], known: Known): Asked[] {
  const autos = new Map<string, boolean | null>();
  for (const world of seen) for (const [key, auto] of world.autos) autos.set(key, autos.get(key) ?? auto);
  const order = [...autos.keys()].sort((a, b) => book.place.get(a)! - book.place.get(b)!);
  return order.map((key) => asking(book.questions.get(key)!, known.answers[key] ?? null, autos.get(key)!));
}

function asking(one: Question, given: boolean | null, auto: boolean | null): Asked {
  return {
    question: one.question,
    level: one.level,
    group: one.group,
    text: one.text,
    help: one.help,
    hint: one.hint,
    staffOnly: one.staff_only,
    answer: given ?? auto,
    by: given !== null ? "asked" : auto !== null ? "auto" : null,
    auto,
    overruled: given !== null && auto !== null && given !== auto,
  };
}

function dueOf(plan: Plan, key: string): Due {
  const { book, known } = plan;
  const one = book.procedures.get(key)!;
  const said = plan.byHand.get(key);
  const last = due(one, known.dates, book.closed);
  const reasons = (plan.brought.get(key) ?? []).map(([world, bringing]) => why(world, bringing));
  return {
    procedure: key,
    name: one.name,
    group: one.group,
    kind: one.kind,
    why: said ? [...reasons, hand(said)] : reasons,
    deadline: one.deadline,
    due: last,
    past: last !== null && last < known.today,
    bring: wanted(one),
    byHand: said?.on ?? null,
    blocked: plan.stopped.get(key) ?? null,
    noticeOnly: one.kind === NOTICE,
    staffOnly: one.staff_only,
  };
}

function stations(dues: readonly Due[]): Station[] {
  const found = new Map<string, string[]>();
  for (const one of dues.filter(counts)) found.set(one.group, [...(found.get(one.group) ?? []), one.procedure]);
  return [...found].map(([group, procedures]) => ({ group, procedures }));
}

function alertsOf(plan: Plan): Alert[] {
  const held = new Set(plan.worlds.flatMap((world) => world.fires("alert").map((one) => one.row.rule)));
  return plan.book.sent.rules
    .filter((one) => held.has(one.rule))
    .map((one) => ({ rule: one.rule, text: one.text, staffOnly: one.staff_only }));
}
