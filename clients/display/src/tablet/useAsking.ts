import type { Link } from "@madoguchi/shared/link.ts";
import type { Answer, Asking } from "@madoguchi/shared/wire.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { after, beginning, type Happening, SETTLE_MS, type Where } from "./asking.ts";

/** Where the visitor is in this turn's questions, and the way an answer goes. Nothing of it outlives the turn. `settled`:
 * the question has stood there long enough to be answered. Times are the page's own, which no clock puts back. */
export function useAsking(turn: string, questions: readonly Asking[], link: Link | null) {
  const [where, setWhere] = useState<Where>(() => beginning(questions, performance.now()));
  const [settled, setSettled] = useState(where.since);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(where.since), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [where.since]);
  const current = useRef(where);
  const tell = useCallback((it: Happening): boolean => {
    const next = after(current.current, it, performance.now());
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

  return { where, settled: settled === where.since, press, tell };
}

const isTaken = (answer: Answer): boolean => answer.result === "ok" || answer.result === "done";
