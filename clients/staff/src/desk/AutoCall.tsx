import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { useEffect, useRef, useState } from "react";
import { callAfter } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { lineOf } from "../place.ts";
import { COUNTDOWN_MS, letGo, mayCall } from "./autoCall.ts";
import { AUTO } from "./words.ts";

interface Gone {
  row: Row;
  at: number;
}

/** 自動で次の方を呼ぶ: after a visit went from here, the next is called when the seconds are over; a key stops it. */
export function AutoCall() {
  const house = useHouse();
  const state = useHouseState();
  const now = useNow(250);
  const [gone, setGone] = useState<Gone | null>(null);
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
  const left = gone ? gone.at + COUNTDOWN_MS - now : 0;
  const over = may && left <= 0 && open === null;
  useEffect(() => {
    if (gone && !may) setGone(null);
  }, [gone, may]);
  useEffect(() => {
    if (!gone || !over) return;
    setGone(null);
    void callAfter(house, gone.row);
  }, [gone, over, house]);
  useKeys(may ? { s: () => setGone(null) } : {});
  if (!may || open !== null) return null;
  return (
    <Band tone="look" what={AUTO.soon(line.queue[0]!.number, Math.max(1, Math.ceil(left / 1_000)))} testId="auto-call">
      <Button small keys="S" testId="auto-call-stop" onPress={() => setGone(null)}>
        {AUTO.stop}
      </Button>
    </Band>
  );
}
