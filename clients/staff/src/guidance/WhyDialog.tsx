import type { ReasonText } from "@madoguchi/shared/catalog.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useTop } from "../hooks.ts";
import { ReasonList } from "../overlays/ReasonList.tsx";
import { G } from "./words.ts";

interface Props {
  title: string;
  what: string;
  deed: string;
  reasons: ReasonText[];
  onClose: () => void;
  onGo: (reason: string, note: string) => void;
}

/** Why something is done by hand: one of the city's reasons, and a sentence where the reason asks for it. */
export function WhyDialog({ title, what, deed, reasons, onClose, onGo }: Props) {
  const [reason, setReason] = useState(reasons[0]?.reason ?? "");
  const [note, setNote] = useState("");
  useTop(onClose);
  const needs = reasons.find((one) => one.reason === reason)?.needs_note ?? false;
  const because = needs && !note.trim() ? G.result.noteNeeded : null;
  const go = () => {
    if (because) return;
    onGo(reason, note.trim());
    onClose();
  };
  return (
    <Dialog title={title} testId="why-dialog">
      <p>{what}</p>
      <ReasonList reasons={reasons} reason={reason} onChoose={setReason} onGo={go} />
      <input
        className="input"
        aria-label={G.result.note2}
        placeholder={G.result.note2}
        data-testid="why-note"
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && go()}
      />
      <div className="deeds">
        <Button tone="main" grow keys="Enter" testId="why-go" because={because} onPress={go}>
          {deed}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </Dialog>
  );
}
