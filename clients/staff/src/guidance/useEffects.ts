// What each answer to the question in hand would change. In a catalog of thousands of questions that takes as long as a few
// frames: there it is reckoned between two keys, one answer after the other, and never before a key.

import { useEffect, useMemo, useState } from "react";
import { type Derived, type Effect, effectOf } from "./derive.ts";

/** So many questions are gone through within a frame (tests/bench: guide). */
export const AT_ONCE = 500;

type Effects = Readonly<Partial<Record<"yes" | "no", Effect>>>;
interface Made {
  of: Derived;
  question: string;
  effects: Effects;
}

export function useEffects(derived: Derived, question: string): Effects {
  const small = derived.book.questions.size <= AT_ONCE;
  const now = useMemo(
    () => (small ? { yes: effectOf(derived, question, true), no: effectOf(derived, question, false) } : null),
    [derived, question, small],
  );
  const [later, setLater] = useState<Made | null>(null);
  useEffect(() => {
    if (small) return;
    let waiting: number;
    const effects: Partial<Record<"yes" | "no", Effect>> = {};
    const next = ([answer, ...others]: readonly ("yes" | "no")[]): void => {
      if (!answer) return;
      waiting = requestIdleCallback(() => {
        effects[answer] = effectOf(derived, question, answer === "yes");
        setLater({ of: derived, question, effects: { ...effects } });
        next(others);
      });
    };
    next(["yes", "no"]);
    return () => cancelIdleCallback(waiting);
  }, [derived, question, small]);
  if (now) return now;
  return later?.of === derived && later.question === question ? later.effects : {};
}
