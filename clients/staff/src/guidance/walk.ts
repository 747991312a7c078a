// Going through the questions: which one is next, what is open in a group, which letter answers which question. Pure.

import type { Asked } from "@madoguchi/shared/rules/guidance.ts";

export interface AskGroup {
  name: string;
  asked: Asked[];
  /** How many have an answer, and how many of those are yes. */
  answered: number;
  yes: number;
}

/** The groups in the order in which they first appear. */
export function groupsOf(questions: readonly Asked[]): AskGroup[] {
  const found = new Map<string, AskGroup>();
  for (const one of questions) {
    const group = found.get(one.group) ?? { name: one.group, asked: [], answered: 0, yes: 0 };
    found.set(one.group, group);
    group.asked.push(one);
    if (one.answer !== null) group.answered += 1;
    if (one.answer === true) group.yes += 1;
  }
  return [...found.values()];
}

const isOpen = (one: Asked): boolean => one.answer === null;

/** The first open question behind this one, else the first of all; null when all have their answer. */
export function nextOpen(questions: readonly Asked[], from: string | null): string | null {
  const place = questions.findIndex((one) => one.question === from);
  const after = questions.slice(place + 1).find(isOpen);
  return (after ?? questions.find(isOpen))?.question ?? null;
}

/** The question before (-1) or behind (+1) this one; it stays at the ends. */
export function neighbour(questions: readonly Asked[], from: string | null, step: 1 | -1): string | null {
  const place = questions.findIndex((one) => one.question === from);
  if (place < 0) return (step > 0 ? questions[0] : questions.at(-1))?.question ?? null;
  return questions[Math.min(Math.max(place + step, 0), questions.length - 1)]?.question ?? null;
}

/** The open questions of the group that this question is in. */
export function openWith(questions: readonly Asked[], active: string | null): string[] {
  const group = questions.find((one) => one.question === active)?.group;
  return questions.filter((one) => one.group === group && isOpen(one)).map((one) => one.question);
}

/** No letter that means something else on the page (Y, N, X, S, E, B, Z), none that looks like a figure. */
const LETTERS = "adfghjkqwrtupcvm";

/** Question -> the letter that answers it with yes: the other open ones of the group in hand. */
export function lettersOf(questions: readonly Asked[], active: string | null): Map<string, string> {
  const others = openWith(questions, active).filter((question) => question !== active);
  return new Map(others.slice(0, LETTERS.length).map((question, index) => [question, LETTERS[index]!]));
}
