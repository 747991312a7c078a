import { useState } from "react";
import { WhyDialog } from "../guidance/WhyDialog.tsx";
import { useCase } from "../hooks.ts";
import type { Plan } from "./print.ts";
import { F } from "./words.ts";

interface Props {
  id: string;
  plan: Plan;
  onChange: (part: Partial<Plan>) => void;
}

/** Whether 個人番号 are on the paper: for a reason, else they are masked. */
export function PrintNumbers({ id, plan, onChange }: Props) {
  const { catalog } = useCase(id);
  const [why, setWhy] = useState(false);
  return (
    <fieldset className="print-options plain-set">
      <label>
        <input
          type="checkbox"
          data-testid="print-numbers"
          checked={plan.numbers !== null}
          onChange={(event) => (event.target.checked ? setWhy(true) : onChange({ numbers: null }))}
        />
        {F.print.numbers}
      </label>
      {why && (
        <WhyDialog
          title={F.print.numbers}
          what={F.print.numbersWhat}
          deed={F.print.numbersGo}
          reasons={catalog!.reasons("reveal")}
          onClose={() => setWhy(false)}
          onGo={(reason, note) => onChange({ numbers: { reason, note } })}
        />
      )}
    </fieldset>
  );
}
