// Why: one of the city's reasons, and a sentence where the reason asks for it.

import type { ReasonText } from "@madoguchi/shared/catalog.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { ReasonList } from "./ReasonList.tsx";

const LONGEST = 200;

export interface Why {
  reason: string;
  note: string;
}

interface Props {
  reasons: ReasonText[];
  /** What was chosen before the question came again. */
  first?: Why;
  /** A sentence may be added to every reason, not only to one that asks for it. */
  alwaysNote?: boolean;
  deed: string;
  /** `${testId}-note`, `${testId}-go`. */
  testId: string;
  /** Resolves to what is wrong, or to null. */
  onGo: (why: Why) => Promise<string | null>;
  onClose: () => void;
}

export function WhyForm({ reasons, first, alwaysNote = false, deed, testId, onGo, onClose }: Props) {
  const [reason, setReason] = useState(first?.reason || (reasons[0]?.reason ?? ""));
  const [note, setNote] = useState(first?.note ?? "");
  const [wrong, setWrong] = useState<string | null>(null);
  const [going, setGoing] = useState(false);
  const needs = reasons.find((one) => one.reason === reason)?.needs_note ?? false;
  const because = going ? W.why.busy : needs && !note.trim() ? W.why.noteNeeded : null;
  async function go(): Promise<void> {
    if (because) return;
    setGoing(true);
    setWrong(await onGo({ reason, note: needs || alwaysNote ? note.trim() : "" }));
    setGoing(false);
  }
  return (
    <>
      <ReasonList reasons={reasons} reason={reason} onChoose={setReason} onGo={() => void go()} />
      {(needs || alwaysNote) && (
        <input
          className="input"
          aria-label={W.why.note}
          placeholder={W.why.note}
          data-testid={`${testId}-note`}
          maxLength={LONGEST}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && void go()}
        />
      )}
      <Wrong says={wrong} />
      <div className="deeds">
        <Button tone="main" grow keys="Enter" testId={`${testId}-go`} because={because} onPress={() => void go()}>
          {deed}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </>
  );
}
