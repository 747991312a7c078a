// What is hidden from a counter may go on its paper: 個人番号, and where a protected person lives.

import { useState } from "react";
import { WhyDialog } from "../guidance/WhyDialog.tsx";
import { useCase } from "../hooks.ts";
import type { Plan } from "./print.ts";
import { useHiddenAgain } from "./useHiddenAgain.ts";
import { F } from "./words.ts";

const SECONDS = 60; // where a catalog says nothing of it

interface Props {
  id: string;
  plan: Plan;
  /** 個人番号, or where a protected person lives. */
  what: "numbers" | "reveal";
  onChange: (part: Partial<Plan>) => void;
}

/** Whether what is hidden is on the paper: for a reason, else it is masked. Chosen and not printed, it is masked again after the
 * city's seconds. */
export function PrintHidden({ id, plan, what, onChange }: Props) {
  const { catalog } = useCase(id);
  const [why, setWhy] = useState(false);
  const said = F.print[what];
  const chosen = plan[what];
  const seconds = catalog?.sent.settings.protection?.reveal_seconds ?? SECONDS;
  useHiddenAgain(chosen, seconds, () => onChange({ [what]: null }));
  return (
    <>
      <label>
        <input
          type="checkbox"
          data-testid={`print-${what}`}
          checked={chosen !== null}
          onChange={(event) => (event.target.checked ? setWhy(true) : onChange({ [what]: null }))}
        />
        {said}
      </label>
      {chosen && <span className="note">{F.print.hidesAgain(seconds)}</span>}
      {why && (
        <WhyDialog
          title={said}
          what={F.print.hiddenWhat}
          deed={F.print.hiddenGo}
          reasons={catalog!.reasons("reveal")}
          onClose={() => setWhy(false)}
          onGo={(reason, note) => onChange({ [what]: { reason, note } })}
        />
      )}
    </>
  );
}
