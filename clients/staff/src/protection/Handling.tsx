import { No, post } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { personsOf } from "../case/names.ts";
import { useCase, useTop } from "../hooks.ts";
import { type Why, WhyForm } from "../overlays/WhyForm.tsx";
import { hiddenAddresses } from "./address.ts";
import { type Revealed, reveal } from "./api.ts";
import { Values } from "./Values.tsx";
import { P } from "./words.ts";

interface Met {
  person: string;
  kind: string;
  standing: string;
  ends: string;
}

interface Told extends Revealed {
  met: Met[];
}

/** Asks why, then says what the mark means, and the addresses that are hidden here, until the time is over. */
export function Handling({ id, word, onClose }: { id: string; word: string; onClose: () => void }) {
  const [told, setTold] = useState<Told | null>(null);
  useTop(onClose);
  return (
    <Dialog title={P.title(word)} testId="handling">
      {told ? <Shown id={id} told={told} onClose={onClose} /> : <Asked id={id} onTold={setTold} onClose={onClose} />}
    </Dialog>
  );
}

function Asked({ id, onTold, onClose }: { id: string; onTold: (told: Told) => void; onClose: () => void }) {
  const { catalog, cases } = useCase(id);

  async function go(said: Why): Promise<string | null> {
    const why = { case: id, ...said };
    const keys = hiddenAddresses(catalog!, cases[id]?.entries ?? {});
    try {
      const { met } = await post<{ met: Met[] }>("/api/protection/details", why);
      const nothing = { values: {}, seconds: catalog!.sent.settings.protection?.reveal_seconds ?? 60 };
      const revealed = keys.length ? await reveal(id, keys, said) : nothing;
      onTold({ met, ...revealed });
      return null;
    } catch (no) {
      return no instanceof No ? sentence(no.reason).what : W.link.needsLine;
    }
  }

  return (
    <>
      <p>{P.why}</p>
      <WhyForm reasons={catalog!.reasons("reveal")} deed={P.show} testId="handling" onGo={go} onClose={onClose} />
    </>
  );
}

function Shown({ id, told, onClose }: { id: string; told: Told; onClose: () => void }) {
  const { cases } = useCase(id);
  const entries = cases[id]?.entries ?? {};
  const values = Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.value ?? null]));
  const persons = new Map(personsOf(values).map((one) => [one.id, one.name || one.kana || W.case.noName]));
  return (
    <>
      {told.met.length === 0 && <p>{P.none}</p>}
      <ul className="hits" data-testid="handling-met">
        {told.met.map((one) => (
          <li key={`${one.person} ${one.kind} ${one.ends}`} className="qrow">
            <b>{one.person ? persons.get(one.person) : P.place}</b>
            <span>{P.kinds[one.kind]}</span>
            <span className="note">
              {P.standing[one.standing]}　{one.ends && P.until(show(one.ends))}
            </span>
          </li>
        ))}
      </ul>
      <h3>{P.hidden}</h3>
      {Object.keys(told.values).length === 0 && <p className="note">{P.noHidden}</p>}
      <Values id={id} told={told} onClose={onClose} />
    </>
  );
}
