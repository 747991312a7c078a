import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { useEffect, useState } from "react";
import { useCase, useHouse, useTop } from "../hooks.ts";
import type { Key, Laid, Split } from "./api.ts";
import "./cards.css";
import { Face } from "./Face.tsx";
import type { Typed } from "./Pictures.tsx";
import { whoIs } from "./person.ts";
import { Sides } from "./Sides.tsx";
import { useTaking } from "./useTaking.ts";
import { Whose } from "./Whose.tsx";
import { K } from "./words.ts";

/** カードはどなたのものですか: what was read, everybody in the case, one key; differences side by side before they count. */
export function CardPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { cards } = useCase(id);
  const reads = cards[id]?.reads ?? [];
  const laid = reads[0];
  const [had, setHad] = useState(false);
  useEffect(() => {
    if (laid) setHad(true);
    else if (had) onClose();
  }, [laid, had, onClose]);
  return (
    <Dialog title={K.title} testId="card-panel">
      {laid ? (
        <One key={laid.read} id={id} laid={laid} of={reads.length} onClose={onClose} />
      ) : (
        <Nobody onClose={onClose} />
      )}
    </Dialog>
  );
}

/** The panel was opened before the card: it waits for one. */
function Nobody({ onClose }: { onClose: () => void }) {
  useTop(onClose);
  return (
    <>
      <p data-testid="card-none">
        <b>{K.nobody}</b>
        <br />
        <span className="note">{K.nobodyNow}</span>
      </p>
      <div className="deeds">
        <Button tone="main" keys="Esc" autoFocus onPress={onClose}>
          {K.later}
        </Button>
      </div>
    </>
  );
}

interface OneProps {
  id: string;
  laid: Laid;
  of: number;
  onClose: () => void;
}

function One({ id, laid, of, onClose }: OneProps) {
  const state = useCase(id);
  const house = useHouse();
  const { busy, wrong, put, away } = useTaking(id);
  const [person, setPerson] = useState<string | null | undefined>(undefined);
  const [split, setSplit] = useState<Split | null>(null);
  const back = () => setPerson(undefined);
  const beside = laid.persons.find((one) => one.person === person);
  const who = (chosen: string | null) =>
    chosen === null ? String(laid.values.m_name ?? K.noName) : whoIs(state, id, chosen).name;

  async function go(key: Key, typed: Typed = {}) {
    const took = await put(laid, { ...key, split }, who(key.person));
    const entries = Object.entries(typed).filter(([, text]) => text.trim() !== "");
    if (took === undefined || entries.length === 0) return;
    const said = Object.fromEntries(entries.map(([item, text]) => [`p.${took}.${item}`, text.trim()]));
    house.edit(id, { kind: "set", entries: said, source: "card" });
  }

  /** One key where there is nothing to look at; else the differences first. */
  function choose(chosen: string | null) {
    const one = laid.persons.find((other) => other.person === chosen);
    const open = Object.keys(one?.differs ?? {}).length > 0 || one?.another || Object.keys(laid.pictures).length > 0;
    if (open) setPerson(chosen);
    else void go({ person: chosen });
  }

  return (
    <div className="card-panel">
      <Face id={id} laid={laid} of={of} />
      <Wrong says={wrong} testId="card-wrong" />
      {person === undefined ? (
        <Whose
          id={id}
          laid={laid}
          split={split}
          busy={busy}
          onSplit={setSplit}
          onChoose={choose}
          onAway={() => void away(laid)}
          onClose={onClose}
        />
      ) : (
        <Sides
          id={id}
          laid={laid}
          person={person}
          beside={beside}
          busy={busy}
          onGo={(key, typed) => void go(key, typed)}
          onBack={back}
        />
      )}
    </div>
  );
}
