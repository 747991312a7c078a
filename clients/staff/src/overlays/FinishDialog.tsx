import { shownValues, unsent } from "@madoguchi/shared/caseStore.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Block } from "@madoguchi/shared/rules/guidance.ts";
import { RESULTS, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { settled, tell } from "../deeds.ts";
import { derive } from "../guidance/derive.ts";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import type { HouseState } from "../house.ts";
import { rowOf, windowOf } from "../place.ts";
import { CloseBar } from "./CloseBar.tsx";

type Result = Exclude<keyof typeof RESULTS, "gone">;
const CHOICES: Result[] = ["done", "suspended", "withdrawn", "referred"];
/** Which of the city's lists of reasons belongs to a result. */
const KINDS: Record<Result, string> = { done: "", suspended: "suspend", withdrawn: "withdraw", referred: "refer" };

/** Closing asks for its result and names what remains open. */
export function FinishDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const [why, setWhy] = useState<Partial<Record<Result, string>>>({});
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const row = rowOf(state, id);
  const stopped = stops(state, id);
  const left = remaining(state, id, stopped);
  const likely: Result = stopped.length > 0 ? "suspended" : "done";
  const because = state.link === "up" ? null : W.link.needsLine;
  useTop(onClose);

  async function go(result: Result) {
    if (!row || busy || because) return;
    setBusy(true);
    if ((await settled(house, id)) === 0) {
      const reason = why[result] ?? state.catalog!.reasons(KINDS[result])[0]?.reason ?? "";
      if (await tell(house, { kind: "finish", visit: row.visit, result, reason, note: note.trim() })) {
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
      <p className="note">{W.finish.choose}</p>
      <input
        className="input"
        aria-label={W.finish.note}
        placeholder={W.finish.note}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <ul className="results">
        {CHOICES.map((one) => {
          const reasons = KINDS[one] ? state.catalog!.reasons(KINDS[one]) : [];
          return (
            <li key={one}>
              <button
                type="button"
                className={one === likely ? "btn btn-main" : "btn"}
                data-first={one === likely ? "" : undefined}
                data-testid={`finish-${one}`}
                aria-disabled={because !== null}
                title={because ?? undefined}
                onClick={() => void go(one)}
              >
                {RESULTS[one].name}
              </button>
              {reasons.length > 0 ? (
                <select
                  className="input"
                  aria-label={`${RESULTS[one].name} ${W.finish.reason}`}
                  data-testid={`finish-${one}-reason`}
                  value={why[one] ?? ""}
                  onChange={(event) => setWhy({ ...why, [one]: event.target.value })}
                >
                  {reasons.map((reason) => (
                    <option key={reason.reason} value={reason.reason}>
                      {reason.name}
                    </option>
                  ))}
                </select>
              ) : (
                <span className="note">{RESULTS[one].hint}</span>
              )}
            </li>
          );
        })}
      </ul>
      <CloseBar onClose={onClose} word={W.finish.back} />
    </Dialog>
  );
}

/** The blocks that still stop something: such a visit goes on another day. */
const stops = (state: HouseState, id: string): Block[] =>
  (derive(state, id)?.guidance.blocks ?? []).filter((block) => !block.overruled);

/** What is not finished, in words. */
function remaining(state: HouseState, id: string, stopped: Block[]): string[] {
  const one = state.cases[id];
  const row = rowOf(state, id);
  if (!one) return [];
  const found = Object.keys(one.duels).map((key) => W.finish.duel(state.catalog!.label(key)));
  const values = shownValues(one);
  const looks = Object.entries(one.entries).filter(([key, entry]) => entry.confirmed === false && values[key] !== null);
  if (looks.length > 0) found.push(W.finish.unconfirmed(looks.length));
  const { bring = [] } = derive(state, id)?.guidance ?? {};
  found.push(...stopped.map((block) => W.finish.blocked(block.procedures.length, block.text)));
  const lacking = bring.filter((thing) => thing.have === false);
  if (lacking.length > 0) found.push(W.finish.lacking(lacking.map((thing) => thing.text).join("、")));
  const here = windowOf(state)?.group;
  const way = (row?.way ?? []).filter((group) => group !== here);
  if (way.length > 0)
    found.push(W.finish.way(way.map((group) => state.catalog!.groupName(row!.office, group)).join("、")));
  if (unsent(one) > 0) found.push(W.finish.unsent(unsent(one)));
  return found;
}
