import { No } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { Prove } from "../admin/users/Prove.tsx";
import { useCase, useHouse, useTop } from "../hooks.ts";
import { type Why, WhyForm } from "../overlays/WhyForm.tsx";
import { type Revealed, reveal } from "./api.ts";
import { Values } from "./Values.tsx";
import { P } from "./words.ts";

interface Props {
  id: string;
  /** The entry that is opened. */
  name: string;
  onClose: () => void;
}

/** One number: why, the password once more when that is long ago, and then the number until the time is over. */
export function OpenNumber({ id, name, onClose }: Props) {
  const house = useHouse();
  const [why, setWhy] = useState<Why>({ reason: "", note: "" });
  const [proving, setProving] = useState(false);
  const [told, setTold] = useState<Revealed | null>(null);

  async function go(said: Why): Promise<string | null> {
    setWhy(said);
    try {
      setTold(await reveal(id, [name], said));
      setProving(false);
      return null;
    } catch (no) {
      const reason = no instanceof No ? no.reason : null;
      setProving(reason === "prove_again");
      if (reason === "prove_again") return null;
      return reason === null ? W.link.needsLine : sentence(reason).what;
    }
  }

  async function proved(): Promise<void> {
    const wrong = await go(why);
    if (wrong) house.notice({ tone: "look", what: wrong });
  }

  if (proving) return <Prove onProved={() => void proved()} onClose={onClose} />;
  return <Opened id={id} name={name} first={why} told={told} onGo={go} onClose={onClose} />;
}

interface OpenedProps extends Props {
  first: Why;
  told: Revealed | null;
  onGo: (why: Why) => Promise<string | null>;
}

function Opened({ id, name, first, told, onGo, onClose }: OpenedProps) {
  const { catalog } = useCase(id);
  useTop(onClose);
  return (
    <Dialog title={P.number(catalog!.label(name))} testId="number">
      {told ? (
        <Values id={id} told={told} onClose={onClose} />
      ) : (
        <>
          <p>{P.why}</p>
          <WhyForm
            reasons={catalog!.reasons("reveal")}
            first={first}
            deed={P.show}
            testId="number"
            onGo={onGo}
            onClose={onClose}
          />
        </>
      )}
    </Dialog>
  );
}
