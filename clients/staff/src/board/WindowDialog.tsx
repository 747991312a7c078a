// A window from the floor manager's board: opened, paused with a reason, closed, given to another counter for now; asks
// while somebody sits there.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import type { MoveDeed } from "@madoguchi/shared/wire.ts";
import { SEATS, sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { AskWhy } from "../overlays/reasons.tsx";
import { AssignWindow } from "./AssignWindow.tsx";
import { BOARD } from "./words.ts";

type State = "open" | "paused" | "closed";
type Deed = Extract<MoveDeed, { kind: "set_window" | "assign" }>;

/** What was asked for, how that is called, and what stands against it. */
interface Asked {
  deed: Deed;
  called: string;
  because: string;
}

export function WindowDialog({ window, onClose }: { window: string; onClose: () => void }) {
  const house = useHouse();
  const { catalog, seats } = useHouseState();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [pausing, setPausing] = useState(false);
  const seat = seats.get(window);
  const number = catalog!.no(window);

  async function go(deed: Deed, called: string): Promise<void> {
    const answer = await house.move(deed);
    setPausing(false);
    if (answer.reason === "window_taken" || answer.reason === "window_empty") {
      return setAsked({ deed, called, because: answer.reason });
    }
    if (answer.result !== "done") house.refuse(answer);
    onClose();
  }
  const set = (state: State, reason = "", note = ""): Promise<void> =>
    go({ kind: "set_window", window, state, reason, note }, BOARD.window.deed[state]);

  if (pausing) {
    const stop = (): void => setPausing(false);
    return (
      <AskWhy
        title={BOARD.window.pauseTitle(number)}
        kind="pause"
        deed={BOARD.window.deed.paused}
        onClose={stop}
        onGo={(reason, note) => set("paused", reason, note)}
      />
    );
  }
  const who = (seat?.clerks ?? []).join("、");
  if (asked) {
    const sure = (): Promise<void> => go({ ...asked.deed, sure: true }, asked.called);
    return <Sure number={number} who={who} asked={asked} onGo={() => void sure()} onClose={onClose} />;
  }
  const state = (seat?.state ?? "closed") as State | "away";
  return (
    <Standing
      title={BOARD.window.title(number, who, SEATS[state] ?? "")}
      state={state}
      window={window}
      onSet={(next) => (next === "paused" ? setPausing(true) : void set(next))}
      onAssign={(group, called) => void go({ kind: "assign", window, group }, called)}
      onClose={onClose}
    />
  );
}

interface StandingProps {
  title: string;
  state: State | "away";
  window: string;
  onSet: (state: State) => void;
  onAssign: (group: string, called: string) => void;
  onClose: () => void;
}

function Standing({ title, state, window, onSet, onAssign, onClose }: StandingProps) {
  useTop(onClose);
  const others = (["open", "paused", "closed"] as const).filter((one) => one !== state);
  return (
    <Dialog title={title} testId="window-dialog">
      <p className="note">{BOARD.window.lead}</p>
      <div className="menu-list">
        {others.map((one) => (
          <Button key={one} tone="plain" wide testId={`window-${one}`} onPress={() => onSet(one)}>
            {BOARD.window.deed[one]}
          </Button>
        ))}
      </div>
      <AssignWindow window={window} onAssign={onAssign} />
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

interface SureProps {
  number: string;
  who: string;
  asked: Asked;
  onGo: () => void;
  onClose: () => void;
}

/** Somebody sits there, or, to open it, nobody does: once more. */
function Sure({ number, who, asked, onGo, onClose }: SureProps) {
  useTop(onClose);
  const { what, now } = sentence(asked.because);
  return (
    <Dialog title={BOARD.window.sureTitle(number, asked.called)} testId="window-sure">
      <Band tone="look" what={who ? BOARD.window.taken(who) : what} now={now} />
      <div className="deeds">
        <Button tone="danger" testId="window-sure-go" onPress={onGo}>
          {BOARD.window.all(asked.called)}
        </Button>
        <Button tone="plain" keys="Esc" autoFocus onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </Dialog>
  );
}
