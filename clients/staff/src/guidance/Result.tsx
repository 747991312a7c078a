// What came of the answers, beside the questions.

import { useRef } from "react";
import { Alerts } from "./Alerts.tsx";
import { Belongings } from "./Belongings.tsx";
import { Blocks } from "./Blocks.tsx";
import type { Derived } from "./derive.ts";
import { Procedures } from "./Procedures.tsx";
import { Sayings } from "./Sayings.tsx";

interface Props {
  id: string;
  derived: Derived;
  /** Takes a question in hand. */
  onAsk?: (question: string) => void;
}

/** What came of the answers: hints, what is stopped, procedures in walking order, what to bring, the slip's words. */
export function Result({ id, derived, onAsk }: Props) {
  const fresh = useFresh(derived);
  return (
    <div className="result" data-testid="result">
      <Alerts derived={derived} />
      <Blocks id={id} derived={derived} />
      <Procedures id={id} derived={derived} fresh={fresh} onAsk={onAsk} />
      <Belongings id={id} derived={derived} />
      <Sayings id={id} derived={derived} />
    </div>
  );
}

/** The procedures that came with the last change of the list. */
function useFresh(derived: Derived): ReadonlySet<string> {
  const seen = useRef<{ all: Set<string>; fresh: Set<string> } | null>(null);
  const all = new Set(derived.guidance.procedures.map((one) => one.procedure));
  const before = seen.current;
  if (!before) seen.current = { all, fresh: new Set() };
  else if (all.size !== before.all.size || [...all].some((one) => !before.all.has(one))) {
    seen.current = { all, fresh: new Set([...all].filter((one) => !before.all.has(one))) };
  }
  return seen.current!.fresh;
}
