import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { spokenWhen } from "./days.ts";
import { Places, type When } from "./Places.tsx";
import { useReason } from "./Reasons.tsx";
import { Settling } from "./Settling.tsx";
import { B } from "./words.ts";

/** Another day or time, with a reason; number and case stay. */
export function Move({ one, onBack }: { one: Appointment; onBack: () => void }) {
  const house = useHouse();
  const [when, setWhen] = useState<When | null>(null);
  const [wrong, setWrong] = useState("");
  const [asked, setAsked] = useState(0);
  const why = useReason("rebook");

  async function go(): Promise<void> {
    if (!when || why.lacks) return setWrong(when ? B.needNote : B.needWhen);
    const { reason, note } = why;
    const answer = await house.move({ kind: "rebook", visit: one.visit, ...when, reason, note }, one.version);
    if (answer.result === "done") {
      house.notice({ tone: "kept", what: B.moved(spokenWhen(answer.row?.due ?? 0)) });
      return onBack();
    }
    const { what, now } = sentence(answer.reason);
    setWrong(what + (now ?? ""));
    setAsked((times) => times + 1);
  }

  return (
    <Settling name="move" title={B.move} deed={B.change} tone="main" {...{ why, wrong, go, onBack }}>
      <p>
        {one.name || one.kana || B.noName}　<b>{spokenWhen(one.due)}</b> →{" "}
        <b>{when ? spokenWhen(Date.parse(`${when.day}T${when.time}:00+09:00`)) : B.needWhen}</b>
      </p>
      <Places service={one.service} when={when} asked={asked} onChoose={setWhen} />
    </Settling>
  );
}
