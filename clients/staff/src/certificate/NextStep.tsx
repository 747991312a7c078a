// What comes next for a certificate: confirm and sign, print and process, call for delivery, hand over. One main deed at a
// time, by one key.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { useEffect, useRef, useState } from "react";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import { isMine } from "../place.ts";
import { isThrough } from "../signing/standing.ts";
import { isShown, useStanding } from "../signing/useStanding.ts";
import { lacking, type Said } from "./ask.ts";
import { deliver, handOver, printAndProcess, showOnTablet } from "./deeds.ts";
import { C } from "./words.ts";

export function NextStep({ id, row, said }: { id: string; row: Row; said: Said }) {
  const state = useCase(id);
  if (!isMine(state, row)) return row.stage === "ready" ? <Deliver row={row} /> : null;
  if (row.stage === "serving") return <Serving id={id} row={row} said={said} />;
  if (row.stage === "processing") return <Deliver row={row} />;
  return row.stage === "delivering" ? <Deliver row={row} /> : null;
}

function Serving({ id, row, said }: { id: string; row: Row; said: Said }) {
  const state = useCase(id);
  const house = useHouse();
  const { standing } = useStanding(id);
  const [busy, run] = useOnce();
  const left = lacking(said);
  const because = left.length > 0 ? C.lacking(left.map((item) => C.items[item])) : null;
  const shown = isShown(state.cases[id]!, state.me?.window ?? "");
  const through = standing !== null && isThrough(standing);
  const print = () => run(() => printAndProcess(house, id, row));
  const deed = through ? print : () => showOnTablet(house, id);
  const waits = shown && !through;
  useKeys(because || busy || waits ? {} : { Enter: deed });
  return (
    <div
      className="certificate-next"
      data-testid="certificate-next"
      data-step={through ? "print" : shown ? "sign" : "ask"}
    >
      {because && (
        <p className="note" data-testid="certificate-lacking">
          {because}
        </p>
      )}
      {waits ? (
        <p role="status" className="certificate-wait">
          {C.waiting(standing?.done ?? 0, standing?.places ?? 0)}
        </p>
      ) : (
        <Button
          tone="main"
          wide
          keys="Enter"
          because={because}
          testId={through ? "cert-print" : "cert-show"}
          onPress={deed}
        >
          {through ? C.print : C.show}
        </Button>
      )}
      {!through && (
        <Button tone="plain" wide because={because} testId="cert-paper" onPress={print}>
          {C.onPaper}
        </Button>
      )}
    </div>
  );
}

/** Called when the certificate is there, handed over when the visitor is: the same key. */
function Deliver({ row }: { row: Row }) {
  const house = useHouse();
  const [busy, run] = useOnce();
  const here = row.stage === "delivering";
  const deed = () => run(() => (here ? handOver(house, row) : deliver(house, row)));
  useKeys(busy ? {} : { d: deed }, true);
  return (
    <div className="certificate-next" data-testid="certificate-next" data-step={row.stage}>
      <p className="note">{here ? C.delivering : C.processing}</p>
      <Button tone="main" wide keys="D" testId={here ? "cert-hand-over" : "cert-deliver"} onPress={deed}>
        {here ? C.handOver : C.deliver}
      </Button>
    </div>
  );
}

/** One deed at a time: a second press while it is under way does nothing. */
export function useOnce(): [boolean, (deed: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const there = useRef(true);
  const under = useRef(false);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  const run = (deed: () => Promise<void>): void => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    void deed().finally(() => {
      under.current = false;
      if (there.current) setBusy(false);
    });
  };
  return [busy, run];
}
