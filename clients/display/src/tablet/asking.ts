// Which question the tablet shows: one at a time, in the server's order. What may be asked, and what follows from an answer,
// is the server's to say; here stands only where the visitor is. Pure: time is an argument.

import type { Asking } from "@madoguchi/shared/wire.ts";

/** A tap this soon after the question changed was meant for what stood there before. */
export const SETTLE_MS = 400;

export interface Where {
  /** The question on the screen; null = the last page, where there is nothing left to ask. */
  at: string | null;
  /** The answer that is on its way. */
  pressed: boolean | null;
  /** Why the last answer does not stand: it did not arrive, or the window answered at the same time. */
  note: Note | null;
  since: number;
}

export type Note = "unsaid" | "other";

export type Happening =
  | { what: "heard"; questions: readonly Asking[] }
  | { what: "pressed"; yes: boolean }
  | { what: "not_taken"; note: Note }
  | { what: "back"; questions: readonly Asking[] }
  | { what: "next"; questions: readonly Asking[] };

export function beginning(questions: readonly Asking[], now: number): Where {
  return at(firstOpen(questions), now - SETTLE_MS);
}

/** Where the visitor is after something happened; what does not fit changes nothing. */
export function after(where: Where, it: Happening, now: number): Where {
  switch (it.what) {
    case "heard":
      return heard(where, it.questions, now);
    case "pressed":
      if (where.at === null || where.pressed !== null || now - where.since < SETTLE_MS) return where;
      return { ...where, pressed: it.yes, note: null };
    case "not_taken":
      return where.pressed === null ? where : { ...where, pressed: null, note: it.note, since: now };
    case "back":
      return where.pressed === null ? moved(where, placeOf(where, it.questions) - 1, it.questions, now) : where;
    case "next":
      return where.pressed === null ? moved(where, placeOf(where, it.questions) + 1, it.questions, now) : where;
  }
}

/** The answer has arrived when it stands in the list; a question that is asked no longer gives way to the next. On the
 * last page a question that came up since is asked. */
function heard(where: Where, questions: readonly Asking[], now: number): Where {
  const here = questions.find((one) => one.question === where.at);
  if (where.at === null && firstOpen(questions) === null) return where;
  if (!here) return at(firstOpen(questions), now);
  if (where.pressed === null || (here.answer ?? null) !== where.pressed) return where;
  return at(openAfter(here.question, questions), now);
}

function moved(where: Where, place: number, questions: readonly Asking[], now: number): Where {
  if (place < 0 || place > questions.length) return where;
  return at(questions[place]?.question ?? firstOpen(questions), now);
}

/** Where the question stands in the list; past its end on the last page. */
export function placeOf(where: Where, questions: readonly Asking[]): number {
  const place = questions.findIndex((one) => one.question === where.at);
  return place < 0 ? questions.length : place;
}

function at(question: string | null, now: number): Where {
  return { at: question, pressed: null, note: null, since: now };
}

const isOpen = (one: Asking): boolean => (one.answer ?? null) === null;

function firstOpen(questions: readonly Asking[]): string | null {
  return questions.find(isOpen)?.question ?? null;
}

/** The next open question behind this one; where there is none, the first that was left out. */
function openAfter(question: string, questions: readonly Asking[]): string | null {
  const place = questions.findIndex((one) => one.question === question);
  return questions.slice(place + 1).find(isOpen)?.question ?? firstOpen(questions);
}
