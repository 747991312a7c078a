// Asking: which question is in hand, and what a key does to it. Everything is read from the house at the moment of the key,
// so that two keys in one breath answer two questions.

import type { Asked } from "@madoguchi/shared/rules/guidance.ts";
import { useMemo, useRef, useState } from "react";
import { useHouse } from "../hooks.ts";
import type { House } from "../house.ts";
import { Weather } from "../weather.ts";
import { derive } from "./derive.ts";
import { neighbour, nextOpen, openWith } from "./walk.ts";
import { G } from "./words.ts";

export interface Asking {
  /** The question in hand; null when all have their answer and none was gone back to. */
  active: string | null;
  go: (question: string) => void;
  answer: (yes: boolean, question?: string) => void;
  /** いいえ to all that are open in the group in hand. */
  none: () => void;
  later: () => void;
  step: (by: 1 | -1) => void;
  back: () => void;
  /** The answer taken away: what answers itself does so again. */
  withdraw: () => void;
}

/** Answers as they stood before a key, to be put back. */
type Before = Map<string, boolean | null>;

export function useAsking(id: string): Asking {
  const house = useHouse();
  const [wish, setWish] = useState<string | null>(null);
  const desk = useRef<Desk | null>(null);
  desk.current ??= new Desk(house, id, setWish);
  const { current } = desk;
  const deeds = useMemo(() => current.deeds(), [current]);
  return { ...deeds, active: activeOf(derive(house.get(), id)?.guidance.questions ?? [], wish) };
}

/** Where the clerk went, as long as it is asked; else the first that is open. */
function activeOf(questions: readonly Asked[], wish: string | null): string | null {
  return questions.some((one) => one.question === wish) ? wish : nextOpen(questions, null);
}

class Desk {
  private wish: string | null = null;
  private readonly past: Before[] = [];

  constructor(
    private readonly house: House,
    private readonly id: string,
    private readonly show: (wish: string | null) => void,
  ) {}

  deeds(): Omit<Asking, "active"> {
    return {
      go: (question) => this.go(question),
      answer: (yes, question) => this.answer(yes, question),
      none: () => this.none(),
      later: () => this.go(nextOpen(this.questions, this.active)),
      step: (by) => this.go(neighbour(this.questions, this.active, by)),
      back: () => this.back(),
      withdraw: () => this.withdraw(),
    };
  }

  private get questions(): readonly Asked[] {
    return derive(this.house.get(), this.id)?.guidance.questions ?? [];
  }

  private get active(): string | null {
    return activeOf(this.questions, this.wish);
  }

  private go(question: string | null): void {
    this.wish = question;
    this.show(question);
    if (question) Weather.of(this.house).enter(this.id, `q.${question}`);
  }

  private answer(yes: boolean, question = this.active): void {
    const one = this.questions.find((other) => other.question === question);
    if (!one) return;
    if (one.answer !== yes) this.write({ [one.question]: yes });
    // A letter answers a question further down; the one in hand stays in hand.
    const stays = question !== this.active && this.isOpen(this.active);
    this.go(stays ? this.active : nextOpen(this.questions, one.question));
  }

  private none(): void {
    const open = openWith(this.questions, this.active);
    const last = open.at(-1);
    if (last === undefined) return;
    this.write(Object.fromEntries(open.map((question) => [question, false])));
    this.go(nextOpen(this.questions, last));
  }

  private isOpen(question: string | null): boolean {
    return this.questions.some((one) => one.question === question && one.answer === null);
  }

  private write(answers: Record<string, boolean>): void {
    this.past.push(new Map(Object.keys(answers).map((question) => [question, this.given(question)])));
    this.house.edit(this.id, { kind: "answer", answers });
  }

  private given(question: string): boolean | null {
    return derive(this.house.get(), this.id)?.known.answers[question] ?? null;
  }

  /** The last key's answers as they were before it. */
  private back(): void {
    const before = this.past.pop();
    const first = before?.keys().next().value;
    if (!before || first === undefined) return void this.house.notice({ tone: "info", what: G.ask.nothingBack });
    this.restore(before);
    this.go(first);
  }

  private restore(before: Before): void {
    const answers = Object.fromEntries([...before].filter((one): one is [string, boolean] => one[1] !== null));
    const questions = [...before].filter(([, answer]) => answer === null).map(([question]) => question);
    if (questions.length > 0) this.house.edit(this.id, { kind: "withdraw", questions });
    if (Object.keys(answers).length > 0) this.house.edit(this.id, { kind: "answer", answers });
  }

  private withdraw(): void {
    const question = this.active;
    if (question === null || this.given(question) === null) return;
    this.past.push(new Map([[question, this.given(question)]]));
    this.house.edit(this.id, { kind: "withdraw", questions: [question] });
    this.go(question);
  }
}
