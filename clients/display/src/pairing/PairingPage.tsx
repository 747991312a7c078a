import { RehearsalAsked } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { useEffect, useState } from "react";
import { words } from "../words.ts";
import { type Begun, begin, CODE_LIVES_MS, choose, chosenKind, grouped, KINDS, type Kind } from "./pairing.ts";
import "./pairing.css";

const RETRY_MS = 4_000;

/** A screen that belongs nowhere yet: what it is for, then the code that staff type. */
export function PairingPage() {
  const [kind, setKind] = useState<Kind | null>(chosenKind);
  const pick = (chosen: Kind | null): void => {
    choose(chosen);
    setKind(chosen);
  };
  return (
    <main className="pairing visitor">
      <RehearsalAsked strip />
      {kind ? <Code kind={kind} onOther={() => pick(null)} /> : <Kinds onPick={pick} />}
    </main>
  );
}

function Kinds({ onPick }: { onPick: (kind: Kind) => void }) {
  return (
    <>
      <h1>{words.pairing.choose}</h1>
      <p>{words.pairing.chooseNote}</p>
      <div className="kinds">
        {KINDS.map((kind) => (
          <button type="button" key={kind} data-testid={`kind-${kind}`} onClick={() => onPick(kind)}>
            <b>{words.pairing.kinds[kind].name}</b>
            <span>{words.pairing.kinds[kind].note}</span>
          </button>
        ))}
      </div>
    </>
  );
}

function Code({ kind, onOther }: { kind: Kind; onOther: () => void }) {
  const begun = useCode(kind);
  return (
    <>
      <h1>{words.pairing.title(words.pairing.kinds[kind].name)}</h1>
      <p>{words.pairing.what}</p>
      {begun?.code ? (
        <p className="code" data-testid="pairing-code" data-code={begun.code}>
          {grouped(begun.code)}
        </p>
      ) : (
        <p className="code is-none" role="status">
          {waitingFor(begun)}
        </p>
      )}
      <p>{words.pairing.lives}</p>
      <button type="button" className="pairing-other" onClick={onOther}>
        {words.pairing.other}
      </button>
    </>
  );
}

function waitingFor(begun: Begun | null): string {
  if (begun === null || begun.code !== null) return words.pairing.asking;
  return begun.why === "too_many" ? words.pairing.tooMany : words.pairing.away;
}

/** A code that is always one that staff can still type. */
function useCode(kind: Kind): Begun | null {
  const [begun, setBegun] = useState<Begun | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const found = await begin(kind);
      if (gone) return;
      setBegun(found);
      timer = setTimeout(ask, found.code ? CODE_LIVES_MS : RETRY_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [kind]);
  return begun;
}
