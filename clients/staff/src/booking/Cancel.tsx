import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { spokenWhen } from "./days.ts";
import { useReason } from "./Reasons.tsx";
import { Settling } from "./Settling.tsx";
import { B } from "./words.ts";

/** The visitor will not come: why. */
export function Cancel({ one, onBack }: { one: Appointment; onBack: () => void }) {
  const house = useHouse();
  const [wrong, setWrong] = useState("");
  const why = useReason("withdraw");

  async function go(): Promise<void> {
    if (why.lacks) return setWrong(B.needNote);
    const { reason, note } = why;
    const deed = { kind: "finish" as const, visit: one.visit, result: "withdrawn", reason, note };
    const answer = await house.move(deed, one.version);
    if (answer.result === "done") {
      house.notice({ tone: "kept", what: B.cancelled });
      return onBack();
    }
    const { what, now } = sentence(answer.reason);
    setWrong(what + (now ?? ""));
  }

  return (
    <Settling name="cancel" title={B.cancel} deed={B.cancel} tone="danger" {...{ why, wrong, go, onBack }}>
      <p>
        {one.name || one.kana || B.noName}　<b>{spokenWhen(one.due)}</b>
        <br />
        <span className="note">{B.cancelLead}</span>
      </p>
    </Settling>
  );
}
