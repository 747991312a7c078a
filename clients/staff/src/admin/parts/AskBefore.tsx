// Says what will happen, in figures, before it does.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useTop } from "../../hooks.ts";
import { ADMIN } from "../words.ts";

interface Props {
  title: string;
  /** What will happen, in figures. */
  what: string;
  more?: string[];
  /** Asks for a sentence that stays in the history. */
  note?: string;
  go: string;
  danger?: boolean;
  testId: string;
  deed: (note: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
}

export function AskBefore({ title, what, more, note, go, danger, testId, deed, onClose, onDone }: Props) {
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  useTop(onClose);
  const because = busy ? ADMIN.marks.sending : note && !said.trim() ? note : null;
  async function press() {
    setBusy(true);
    try {
      await deed(said.trim());
      onDone();
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
      setBusy(false);
    }
  }
  return (
    <Dialog title={title} testId={testId}>
      <p>{what}</p>
      {more?.map((one) => (
        <p className="note" key={one}>
          {one}
        </p>
      ))}
      {note && (
        <label className="ask-note">
          <span>{note}</span>
          <input
            className="input"
            data-first=""
            data-testid={`${testId}-note`}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        </label>
      )}
      <Wrong says={wrong} />
      <div className="deeds">
        <Button
          tone={danger ? "danger" : "main"}
          testId={`${testId}-go`}
          because={because}
          onPress={() => void press()}
        >
          {go}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose} autoFocus={danger}>
          {ADMIN.stop}
        </Button>
      </div>
    </Dialog>
  );
}
