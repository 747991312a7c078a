import { shownValues, unsent } from "@madoguchi/shared/caseStore.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { RESULTS, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { settled, tell } from "../deeds.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import type { HouseState } from "../house.ts";
import { rowOf, windowOf } from "../place.ts";

type Result = Exclude<keyof typeof RESULTS, "gone">;
const CHOICES: Result[] = ["done", "suspended", "withdrawn", "referred"];
/** Which of the city's lists of reasons belongs to a result. */
const KINDS: Record<Result, string> = { done: "", suspended: "suspend", withdrawn: "withdraw", referred: "refer" };

/** Closing asks for its result and names what remains open. */
export function FinishDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const [result, setResult] = useState<Result>("done");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const row = rowOf(state, id);
  const reasons = KINDS[result] ? state.catalog!.reasons(KINDS[result]) : [];
  const left = remaining(state, id);
  useTop(onClose);

  async function go() {
    if (!row || busy) return;
    setBusy(true);
    if ((await settled(house, id)) === 0) {
      const why = reason || reasons[0]?.reason || "";
      if (await tell(house, { kind: "finish", visit: row.visit, result, reason: why, note: note.trim() })) {
        onClose();
        house.show(null);
        house.notice({ tone: "kept", what: `${row.number} ${W.finish.done}` });
      }
    }
    setBusy(false);
  }

  return (
    <Dialog
      testId="finish-dialog"
      title={
        <>
          {row && <Ticket no={row.number} />} {W.finish.title}
        </>
      }
    >
      {left.length > 0 && (
        <ul className="left-open" aria-label={W.finish.left}>
          {left.map((what) => (
            <li key={what}>
              <Icon name="warn" small /> {what}
            </li>
          ))}
        </ul>
      )}
      <fieldset className="choice plain-set">
        {CHOICES.map((one) => (
          <label key={one} data-testid={`finish-${one}`} onDoubleClick={() => void go()}>
            <input
              type="radio"
              name="result"
              data-first={one === result ? "" : undefined}
              checked={one === result}
              onChange={() => {
                setResult(one);
                setReason("");
              }}
            />
            <b>{RESULTS[one].name}</b>
            <span className="note">{RESULTS[one].hint}</span>
          </label>
        ))}
      </fieldset>
      {reasons.length > 0 && (
        <select className="input" aria-label={W.finish.reason} data-testid="finish-reason" value={reason} onChange={(event) => setReason(event.target.value)}>
          {reasons.map((one) => (
            <option key={one.reason} value={one.reason}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      <input className="input" aria-label={W.finish.note} placeholder={W.finish.note} value={note} onChange={(event) => setNote(event.target.value)} />
      <div className="deeds">
        <Button tone="main" grow testId="finish-go" because={state.link === "up" ? null : W.link.needsLine} onPress={() => void go()}>
          {W.finish.go(RESULTS[result].name)}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.finish.back}
        </Button>
      </div>
    </Dialog>
  );
}

/** What is not finished, in words. */
function remaining(state: HouseState, id: string): string[] {
  const one = state.cases[id];
  const row = rowOf(state, id);
  if (!one) return [];
  const found = Object.keys(one.duels).map((key) => W.finish.duel(state.catalog!.label(key)));
  const values = shownValues(one);
  const looks = Object.entries(one.entries).filter(([key, entry]) => entry.confirmed === false && values[key] !== null);
  if (looks.length > 0) found.push(W.finish.unconfirmed(looks.length));
  const here = windowOf(state)?.group;
  const way = (row?.way ?? []).filter((group) => group !== here);
  if (way.length > 0) found.push(W.finish.way(way.map((group) => state.catalog!.groupName(row!.office, group)).join("、")));
  if (unsent(one) > 0) found.push(W.finish.unsent(unsent(one)));
  return found;
}
