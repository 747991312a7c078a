import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { spokenWhen } from "./days.ts";
import { Reasons, useReason } from "./Reasons.tsx";
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
    <>
      <div className="grow booking-form" data-testid="cancel-form">
        <h3>{B.cancel}</h3>
        <p>
          {one.name || one.kana || B.noName}　<b>{spokenWhen(one.due)}</b>
          <br />
          <span className="note">{B.cancelLead}</span>
        </p>
        <Reasons why={why} />
        {wrong && (
          <p className="wrong" role="alert" data-testid="booking-refused">
            {wrong}
          </p>
        )}
      </div>
      <div className="deeds">
        <Button tone="danger" grow testId="cancel-go" onPress={() => void go()}>
          {B.cancel}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {B.back}
        </Button>
      </div>
    </>
  );
}
