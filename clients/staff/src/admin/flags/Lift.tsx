// The first of two wants a flag lifted, or the second lifts it: a reason, and once more who sits here.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useHouseState, useTop } from "../../hooks.ts";
import { type Why, WhyForm } from "../../overlays/WhyForm.tsx";
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
      const reason = reasonOf(no);
      setProving(reason === "prove_again");
      return reason === "prove_again" ? null : sentence(reason).what;
    }
  }
  if (proving) return <Prove onProved={() => void go(why)} onClose={onClose} />;
  return <Reasons flag={flag} first={why} second={second} onGo={go} onClose={onClose} />;
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
  useTop(onClose);
  return (
    <Dialog title={second ? FLAGS.lift : FLAGS.ask} testId="lift">
      <p>{second ? FLAGS.liftLead(flag.asked_name) : FLAGS.askLead}</p>
      {second && <Band tone="look" what={FLAGS.liftNow} />}
      <WhyForm
        reasons={catalog!.reasons("lift")}
        first={first}
        deed={second ? FLAGS.lift : FLAGS.ask}
        testId="lift"
        onGo={onGo}
        onClose={onClose}
      />
    </Dialog>
  );
}
