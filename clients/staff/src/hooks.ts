import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { House, HouseState } from "./house.ts";
import { keyboard } from "./keyboard.ts";

export const HouseContext = createContext<House | null>(null);

export function useHouse(): House {
  const house = useContext(HouseContext);
  if (!house) throw new Error("outside the house");
  return house;
}

export function useHouseState(): HouseState {
  const house = useHouse();
  return useSyncExternalStore(house.subscribe, house.get);
}

/** The house as one case sees it: with the version of the catalog that the case was opened with. */
export function useCase(id: string): HouseState {
  const state = useHouseState();
  const catalog = state.catalogs[state.cases[id]?.catalog ?? 0] ?? null;
  return useMemo(() => ({ ...state, catalog }), [state, catalog]);
}

/** The city's time, again each second. */
export function useNow(every = 1_000): number {
  const house = useHouse();
  const [now, setNow] = useState(() => house.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(house.now()), every);
    return () => clearInterval(timer);
  }, [house, every]);
  return now;
}

/** Keys of a part of the screen, while it is there. `atOnce`: its letters wait for no scanner (keyboard.ts). */
export function useKeys(deeds: Record<string, () => void>, atOnce = false): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  const combos = Object.keys(deeds).join(" ");
  useEffect(() => {
    const names = combos.split(" ").filter(Boolean);
    return keyboard.on(Object.fromEntries(names.map((combo) => [combo, () => latest.current[combo]?.()])), atOnce);
  }, [combos, atOnce]);
}

/** Something on top: what lies under it has no keys, and Esc closes it. */
export function useTop(close: () => void): void {
  useEffect(() => keyboard.barrier(), []);
  useKeys({ Escape: close });
}
