// The first of two wants a flag lifted, or the second lifts it: a reason, and once more who sits here.

import { No } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useHouseState, useTop } from "../../hooks.ts";
import { ReasonList } from "../../overlays/ReasonList.tsx";
import { Prove } from "../users/Prove.tsx";
import { type Flag, flagsApi } from "./api.ts";
import { FLAGS } from "./words.ts";

interface Props {
  flag: Flag;
  onDone: (flag: string | null) => void;
  onClose: () => void;
}

export function Lift(props: Props) {
  const [proving, setProving] = useState(false);
  const [why, setWhy] = useState<Why>({ reason: "", note: "" });
  const house = useHouse();
  const { flag, onDone, onClose } = props;
  const second = flag.asked_by !== null;

  async function go(said: Why): Promise<string | null> {
    setWhy(said);
    try {
      const lifting = { flag: flag.flag, version: flag.version, ...said };
      await (second ? flagsApi.lift(lifting) : flagsApi.ask(lifting));
      house.notice({ tone: "kept", what: second ? FLAGS.lifted : FLAGS.asked });
      onDone(second ? null : flag.flag);
      return null;
    } catch (no) {
      const reason = no instanceof No ? no.reason : "not_now";
      setProving(reason === "prove_again");
      return reason === "prove_again" ? null : sentence(reason).what;
    }
  }
  if (proving) return <Prove onProved={() => void go(why)} onClose={onClose} />;
  return <Reasons flag={flag} first={why} second={second} onGo={go} onClose={onClose} />;
}

interface Why {
  reason: string;
  note: string;
}

interface ReasonsProps {
  flag: Flag;
  first: Why;
  second: boolean;
  /** What is wrong, if anything. */
  onGo: (why: Why) => Promise<string | null>;
  onClose: () => void;
}

function Reasons({ flag, first, second, onGo, onClose }: ReasonsProps) {
  const { catalog } = useHouseState();
  const reasons = catalog!.reasons("lift");
  const [reason, setReason] = useState(first.reason || (reasons[0]?.reason ?? ""));
  const [note, setNote] = useState(first.note);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useTop(onClose);
  const needs = reasons.find((one) => one.reason === reason)?.needs_note ?? false;
  const because = busy ? FLAGS.saving : needs && !note.trim() ? FLAGS.noteNeeded : null;
  async function go(): Promise<void> {
    if (because) return;
    setBusy(true);
    setWrong(await onGo({ reason, note: needs ? note.trim() : "" }));
    setBusy(false);
  }
  return (
    <Dialog title={second ? FLAGS.lift : FLAGS.ask} testId="lift">
      <p>{second ? FLAGS.liftLead(flag.asked_name) : FLAGS.askLead}</p>
      {second && <Band tone="look" what={FLAGS.liftNow} />}
      <ReasonList reasons={reasons} reason={reason} onChoose={setReason} onGo={() => void go()} />
      {needs && (
        <input
          className="input"
          aria-label={FLAGS.note}
          placeholder={FLAGS.note}
          data-testid="lift-note"
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && void go()}
        />
      )}
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="deeds">
        <Button tone="main" grow keys="Enter" testId="lift-go" because={because} onPress={() => void go()}>
          {second ? FLAGS.lift : FLAGS.ask}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </Dialog>
  );
}
