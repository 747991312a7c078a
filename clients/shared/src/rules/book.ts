// Twin of handoff/book.py: a catalog's guidance, compiled: its conditions parsed, its rows sorted by life event. Made once
// for a version. A row whose condition is none counts as not known.

import type { GuidanceSent, Procedure, Question, Rule } from "../catalog.ts";
import { BadExpression, Expression, parse } from "./expression.ts";
import { FACTS } from "./household.ts";
import { constant } from "./logic.ts";

export const EVERY = "*";
const ALWAYS = new Expression("True", constant(true), new Map());
const UNKNOWN = new Expression("None", constant(null), new Map());

/** A question with its conditions. */
export interface Asking {
  readonly row: Question;
  readonly show: Expression;
  readonly auto: Expression;
}

/** A procedure with the condition that brings it. */
export interface Bringing {
  readonly row: Procedure;
  readonly trigger: Expression;
}

/** A rule with its condition. */
export interface Firing {
  readonly row: Rule;
  readonly when: Expression;
}

/** What one life event has. `users`: name -> the questions (by their index here) whose conditions ask for it. */
export interface Chapter {
  readonly askings: readonly Asking[];
  readonly bringings: readonly Bringing[];
  readonly firings: readonly Firing[];
  readonly users: ReadonlyMap<string, readonly number[]>;
  readonly index: ReadonlyMap<string, number>;
}

/** A catalog's guidance. The chapter named "" is a visit without any event. `place`: where each question stands on a
 * screen (groups as the file has them first). */
export interface Book {
  readonly sent: GuidanceSent;
  readonly questions: ReadonlyMap<string, Question>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly chapters: ReadonlyMap<string, Chapter>;
  readonly place: ReadonlyMap<string, number>;
  readonly order: ReadonlyMap<string, number>;
  readonly closed: ReadonlySet<string>;
}

/** The guidance of a catalog. */
export function book(sent: GuidanceSent): Book {
  const { questions, rules, procedures } = sent;
  const names = new Map<string, number>(["ev", ...FACTS].map((name) => [name, -1]));
  questions.forEach((one, at) => void names.set(one.question, at));
  const askings = questions.map((row, at) => ({
    row,
    show: condition(row.show_when, names, ALWAYS, at),
    auto: condition(row.auto, names, UNKNOWN, at),
  }));
  const bringings = procedures.map((row) => ({ row, trigger: condition(row.trigger, names, UNKNOWN) }));
  const firings = rules.map((row) => ({ row, when: condition(row.when, names) }));
  const events = ["", ...sent.events];
  return {
    sent,
    questions: new Map(questions.map((one) => [one.question, one])),
    procedures: new Map(procedures.map((one) => [one.procedure, one])),
    chapters: new Map(events.map((event) => [event, chapter(event, askings, bringings, firings)])),
    place: placed(sent),
    order: new Map(procedures.map((one, at) => [one.procedure, at])),
    closed: new Set(sent.holidays),
  };
}

/** The condition of a row; not known when it is none, or asks for what comes only afterwards. `empty`: what no text means. */
function condition(text: string, names: ReadonlyMap<string, number>, empty?: Expression, before?: number): Expression {
  if (!text && empty) return empty;
  try {
    const found = parse(text);
    const isLater = (name: string): boolean => before !== undefined && (names.get(name) ?? -1) >= before;
    return [...found.places.keys()].some(isLater) ? UNKNOWN : found;
  } catch (bad) {
    if (!(bad instanceof BadExpression)) throw bad;
    return UNKNOWN;
  }
}

function chapter(event: string, askings: Asking[], bringings: Bringing[], firings: Firing[]): Chapter {
  const mine = askings.filter((one) => event && isOf(one.row.events, event));
  const users = new Map<string, number[]>();
  mine.forEach((one, at) => {
    for (const name of new Set([...one.show.places.keys(), ...one.auto.places.keys()])) {
      users.set(name, [...(users.get(name) ?? []), at]);
    }
  });
  return {
    askings: mine,
    bringings: bringings.filter((one) => event && isOf(one.row.events, event)),
    firings: firings.filter((one) => isOf(one.row.events, event)),
    users,
    index: new Map(mine.map((one, at) => [one.row.question, at])),
  };
}

export const isOf = (events: readonly string[], event: string): boolean =>
  events.includes(EVERY) || events.includes(event);

function placed({ groups, questions }: GuidanceSent): Map<string, number> {
  const ranked = groups.flatMap((group) => questions.filter((one) => one.group === group));
  return new Map(ranked.map((one, at) => [one.question, at]));
}
