import type { Link } from "@madoguchi/shared/link.ts";
import type { Answer, Asking } from "@madoguchi/shared/wire.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { after, beginning, type Happening, type Where } from "./asking.ts";

/** Where the visitor is in this turn's questions, and the way an answer goes. Nothing of it outlives the turn. */
export function useAsking(turn: string, questions: readonly Asking[], link: Link | null) {
  const [where, setWhere] = useState<Where>(() => beginning(questions, Date.now()));
  const current = useRef(where);
  const tell = useCallback((it: Happening): boolean => {
    const next = after(current.current, it, Date.now());
    if (next === current.current) return false;
    current.current = next;
    setWhere(next);
    return true;
  }, []);
  useEffect(() => void tell({ what: "heard", questions }), [questions, tell]);

  const press = async (one: Asking, yes: boolean): Promise<void> => {
    if (one.answer === yes) return void tell({ what: "next", questions });
    if (!link || !tell({ what: "pressed", yes })) return;
    const answer = await link.press({ turn, question: one.question, yes, base: one.base ?? null });
    if (!isTaken(answer)) tell({ what: "not_taken", note: answer.result === "overtaken" ? "other" : "unsaid" });
  };

  return { where, press, tell };
}

const isTaken = (answer: Answer): boolean => answer.result === "ok" || answer.result === "done";
