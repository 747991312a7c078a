import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { printSlip, settled } from "../deeds.ts";
import { derive } from "../guidance/derive.ts";
import { Sayings } from "../guidance/Sayings.tsx";
import { LANGUAGES, languageOf } from "../guidance/say.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { rowOf } from "../place.ts";
import { CasePanel } from "./CasePanel.tsx";

/** 案内票を印刷: in which language, and what it says besides the way, as the case has it; Enter prints. */
export function SlipPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const row = rowOf(state, id);
  const derived = derive(state, id);
  const reasons = state.catalog!.reasons("reprint");
  const again = state.printed.has(row?.visit ?? "");
  const [language, setLanguage] = useState(languageOf(derived?.values ?? {}));
  const [reason, setReason] = useState("");
  useTop(onClose);

  async function go() {
    if (!row) return;
    // The clerk goes on at once; whatever is refused is said in a notice.
    onClose();
    await settled(house, id);
    const why = again ? reason || (reasons[0]?.reason ?? "") : "";
    await printSlip(house, row.visit, language, why);
  }

  return (
    <CasePanel
      id={id}
      title={W.slip.title}
      testId="slip-panel"
      onClose={onClose}
      foot={
        <Button
          tone="main"
          grow
          keys="Enter"
          testId="print-slip"
          autoFocus
          because={state.link === "up" ? null : W.link.needsLine}
          onPress={() => void go()}
        >
          {again ? W.slip.again : W.slip.print}
        </Button>
      }
    >
      {again && (
        <Band tone="look" what={W.slip.again} now={W.slip.replaces}>
          <select
            className="input reprint-why"
            aria-label={W.slip.reason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          >
            {reasons.map((one) => (
              <option key={one.reason} value={one.reason}>
                {one.name}
              </option>
            ))}
          </select>
        </Band>
      )}
      <section>
        <h3 className="small-head">{W.slip.language}</h3>
        <fieldset className="choice plain-set">
          {LANGUAGES.map((one) => (
            <label key={one} data-testid={`slip-${one}`}>
              <input
                type="radio"
                name="language"
                checked={one === language}
                onChange={() => setLanguage(one)}
                onKeyDown={(event) => event.key === "Enter" && void go()}
              />
              <span lang={one === "easy" ? "ja" : one}>{W.slip.languages[one]}</span>
            </label>
          ))}
        </fieldset>
      </section>
      {derived && <Sayings id={id} derived={derived} />}
    </CasePanel>
  );
}
