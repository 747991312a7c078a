// A window from the floor manager's board: opened, paused with a reason, closed; asks while somebody sits there.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { SEATS, sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useHouseState, useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { AskWhy } from "../overlays/reasons.tsx";
import { BOARD } from "./words.ts";

type State = "open" | "paused" | "closed";

/** What was asked for, and what stands against it. */
interface Asked {
  state: State;
  reason: string;
  note: string;
  because: string;
}

export function WindowDialog({ window, onClose }: { window: string; onClose: () => void }) {
  const house = useHouse();
  const { catalog, seats } = useHouseState();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [pausing, setPausing] = useState(false);
  const seat = seats.get(window);
  const number = catalog!.no(window);

  async function set(state: State, reason = "", note = "", sure = false): Promise<void> {
    const answer = await house.move({ kind: "set_window", window, state, reason, note, sure });
    setPausing(false);
    if (answer.reason === "window_taken" || answer.reason === "window_empty") {
      return setAsked({ state, reason, note, because: answer.reason });
    }
    if (answer.result !== "done") house.refuse(answer);
    onClose();
  }

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
  if (asked) return <Sure number={number} who={who} asked={asked} onGo={set} onClose={onClose} />;
  return (
    <Standing
      title={BOARD.window.title(number, who, SEATS[seat?.state ?? "closed"] ?? "")}
      state={(seat?.state ?? "closed") as State | "away"}
      onSet={(state) => (state === "paused" ? setPausing(true) : void set(state))}
      onClose={onClose}
    />
  );
}

interface StandingProps {
  title: string;
  state: State | "away";
  onSet: (state: State) => void;
  onClose: () => void;
}

function Standing({ title, state, onSet, onClose }: StandingProps) {
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
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

interface SureProps {
  number: string;
  who: string;
  asked: Asked;
  onGo: (state: State, reason: string, note: string, sure: boolean) => Promise<void>;
  onClose: () => void;
}

/** Somebody sits there, or, to open it, nobody does: once more. */
function Sure({ number, who, asked, onGo, onClose }: SureProps) {
  useTop(onClose);
  const { what, now } = sentence(asked.because);
  return (
    <Dialog title={BOARD.window.sureTitle(number, BOARD.window.deed[asked.state])} testId="window-sure">
      <Band tone="look" what={who ? BOARD.window.taken(who) : what} now={now} />
      <div className="deeds">
        <Button
          tone="danger"
          testId="window-sure-go"
          onPress={() => void onGo(asked.state, asked.reason, asked.note, true)}
        >
          {BOARD.window.all(BOARD.window.deed[asked.state])}
        </Button>
        <Button tone="plain" keys="Esc" autoFocus onPress={onClose}>
          {W.stop}
        </Button>
      </div>
    </Dialog>
  );
}
