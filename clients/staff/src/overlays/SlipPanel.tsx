import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Panel } from "@madoguchi/shared/parts/Dialog.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { printSlip, settled } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { rowOf, windowOf } from "../place.ts";

/** 案内票を印刷: what the visitor should be told, ready sentences to tick, one of one's own; Enter prints. */
export function SlipPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const row = rowOf(state, id);
  const groups = new Set(["", windowOf(state)?.group ?? "", ...(row?.way ?? [])]);
  const phrases = state.catalog!.sent.phrases.filter((one) => one.kind === "slip" && groups.has(one.group));
  const reasons = state.catalog!.reasons("reprint");
  const again = state.printed.has(row?.visit ?? "");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [free, setFree] = useState("");
  const [reason, setReason] = useState("");
  useTop(onClose);

  async function go() {
    if (!row) return;
    // The clerk goes on at once; whatever is refused is said in a notice.
    onClose();
    await settled(house, id);
    const notes = [...phrases.filter((one) => ticked.has(one.phrase)).map((one) => one.text), free.trim()].filter(
      Boolean,
    );
    const why = again ? reason || (reasons[0]?.reason ?? "") : "";
    await printSlip(house, row.visit, notes, why);
  }

  function tick(phrase: string, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(phrase);
    else next.delete(phrase);
    setTicked(next);
  }

  return (
    <Panel
      testId="slip-panel"
      head={
        <>
          {row && <Ticket no={row.number} />}
          <h2 className="grow">{W.slip.title}</h2>
          <Button tone="plain" small keys="Esc" onPress={onClose}>
            {W.close}
          </Button>
        </>
      }
      foot={
        <>
          <Button tone="plain" onPress={onClose}>
            {W.stop}
          </Button>
          <Button
            tone="main"
            grow
            keys="Enter"
            testId="print-slip"
            autoFocus
            because={state.link === "up" ? null : W.link.needsLine}
            onPress={() => void go()}
          >
            {again ? W.slip.again : W.slip.print}
          </Button>
        </>
      }
    >
      {again && (
        <Band tone="look" what={W.slip.again} now={W.slip.replaces}>
          <select
            className="input reprint-why"
            aria-label={W.slip.reason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          >
            {reasons.map((one) => (
              <option key={one.reason} value={one.reason}>
                {one.name}
              </option>
            ))}
          </select>
        </Band>
      )}
      <section>
        <h3 className="small-head">{W.slip.notes}</h3>
        <div className="ticks">
          {phrases.map((one) => (
            <label key={one.phrase}>
              <input
                type="checkbox"
                checked={ticked.has(one.phrase)}
                onChange={(event) => tick(one.phrase, event.target.checked)}
              />
              <span>{one.text}</span>
            </label>
          ))}
        </div>
      </section>
      <textarea
        className="input"
        rows={2}
        aria-label={W.slip.free}
        placeholder={W.slip.free}
        data-testid="slip-free"
        value={free}
        onChange={(event) => setFree(event.target.value)}
      />
    </Panel>
  );
}
