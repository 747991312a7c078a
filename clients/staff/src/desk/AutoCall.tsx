// 自動で次の方を呼ぶ: after a visit went from here, the next is called when the seconds are over, whichever page stands; a
// key stops it.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { callAfter } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { lineOf } from "../place.ts";
import { COUNTDOWN_MS, letGo, mayCall } from "./autoCall.ts";
import { AUTO } from "./words.ts";

interface Gone {
  row: Row;
  at: number;
}

/** Who is called in so many seconds. */
interface Soon {
  number: string;
  seconds: number;
  stop: () => void;
}

const SoonContext = createContext<Soon | null>(null);
const TICK_MS = 250;
const REST_MS = 60_000;

/** Around all pages, so that it goes on while the clerk looks at another one. */
export function AutoCalling({ children }: { children: ReactNode }) {
  const house = useHouse();
  const state = useHouseState();
  const [gone, setGone] = useState<Gone | null>(null);
  const now = useNow(gone ? TICK_MS : REST_MS);
  const line = lineOf(state);
  const window = state.me?.window ?? "";
  const serving = line.serving[0]?.visit;
  const before = useRef(serving);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what this window serves changes
  useEffect(() => {
    const row = before.current ? state.rows.get(before.current) : undefined;
    before.current = serving;
    setGone(!serving && letGo(row, window) ? { row, at: house.now() } : null);
  }, [serving]);

  const { link, covered, open } = state;
  const desk = { link, covered: covered !== "no", open, seat: state.seats.get(window), line };
  const may = gone !== null && mayCall(desk, gone.row);
  const left = gone ? Math.min(COUNTDOWN_MS, gone.at + COUNTDOWN_MS - now) : 0;
  const over = may && left <= 0 && open === null;
  useEffect(() => {
    if (gone && !may) setGone(null);
  }, [gone, may]);
  useEffect(() => {
    if (!gone || !over) return;
    setGone(null);
    void callAfter(house, gone.row);
  }, [gone, over, house]);
  const stop = (): void => setGone(null);
  useKeys(may ? { s: stop } : {});
  const soon =
    may && open === null
      ? { number: line.queue[0]!.number, seconds: Math.max(1, Math.ceil(left / 1_000)), stop }
      : null;
  return <SoonContext value={soon}>{children}</SoonContext>;
}

/** On the desk. */
export function AutoCallBand() {
  const soon = useContext(SoonContext);
  if (!soon) return null;
  return (
    <Band tone="look" what={AUTO.soon(soon.number, soon.seconds)} testId="auto-call">
      <Stop soon={soon} />
    </Band>
  );
}

/** In the bar over every other page: who is called soon, then who is being called. */
export function AutoCallSign() {
  const soon = useContext(SoonContext);
  const state = useHouseState();
  const house = useHouse();
  const calling = lineOf(state).calling[0];
  if (soon) {
    return (
      <span className="auto-call" role="status" data-testid="auto-call-sign">
        <span>{AUTO.soon(soon.number, soon.seconds)}</span>
        <Stop soon={soon} />
      </span>
    );
  }
  if (!calling) return null;
  return (
    <span className="auto-call" role="status" data-testid="calling-sign">
      <span>{AUTO.calling(calling.number)}</span>
      <Button small testId="to-desk" onPress={() => house.go("/")}>
        {AUTO.toDesk}
      </Button>
    </span>
  );
}

function Stop({ soon }: { soon: Soon }) {
  return (
    <Button small keys="S" testId="auto-call-stop" onPress={soon.stop}>
      {AUTO.stop}
    </Button>
  );
}
