import { useState } from "react";
import { useHouseState } from "../hooks.ts";
import { B } from "./words.ts";

export interface Why {
  kind: string;
  reason: string;
  note: string;
  /** その他 without its sentence. */
  lacks: boolean;
  choose: (reason: string) => void;
  say: (note: string) => void;
}

/** One of the city's reasons, and a sentence where it asks for one. */
export function useReason(kind: string): Why {
  const { catalog } = useHouseState();
  const reasons = catalog!.reasons(kind);
  const [reason, choose] = useState(reasons[0]?.reason ?? "");
  const [note, say] = useState("");
  const needs = reasons.find((one) => one.reason === reason)?.needs_note === true;
  return { kind, reason, note: needs ? note.trim() : "", lacks: needs && !note.trim(), choose, say };
}

export function Reasons({ why }: { why: Why }) {
  const { catalog } = useHouseState();
  const reasons = catalog!.reasons(why.kind);
  const needs = reasons.find((one) => one.reason === why.reason)?.needs_note === true;
  return (
    <>
      <fieldset className="choice plain-set" aria-label={B.reason}>
        {reasons.map((one) => (
          <label key={one.reason} data-testid={one.reason}>
            <input
              type="radio"
              name="booking-reason"
              checked={one.reason === why.reason}
              onChange={() => why.choose(one.reason)}
            />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
      {needs && (
        <input
          className="input"
          data-testid="booking-reason-note"
          aria-label={B.note}
          placeholder={B.note}
          maxLength={200}
          onChange={(event) => why.say(event.target.value)}
        />
      )}
    </>
  );
}
