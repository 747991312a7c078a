// Where this clerk sits, and what that means for the line.

import type { WindowAt } from "@madoguchi/shared/catalog.ts";
import { type MyLine, myLine, type Place } from "@madoguchi/shared/lines.ts";
import type { Row } from "@madoguchi/shared/wire.ts";
import type { HouseState } from "./house.ts";

export function placeOf(state: HouseState): Place | null {
  const at = windowOf(state);
  if (!at || !state.catalog) return null;
  const lines = new Set(state.catalog.linesOf(at.office, at.group).map((line) => line.line));
  return { office: at.office, group: at.group, window: at.window, lines };
}

/** The window where this clerk sits, with the counter whose visitors it takes now. */
export function windowOf(state: HouseState): WindowAt | undefined {
  const at = state.catalog?.window(state.me?.window);
  const serves = at && state.seats.get(at.window)?.serves;
  return serves ? { ...at, group: serves } : at;
}

const NOBODY: MyLine = {
  waiting: [],
  ready: [],
  queue: [],
  coming: [],
  booked: [],
  held: [],
  absent: [],
  processing: [],
  calling: [],
  serving: [],
  passed: [],
};

export function lineOf(state: HouseState): MyLine {
  const place = placeOf(state);
  return place ? myLine(state.rows, place, Date.now() + state.skew, state.catalog?.order(place.office)) : NOBODY;
}

/** The visit of a case, as the board has it now. */
export function rowOf(state: HouseState, id: string): Row | null {
  const held = state.cases[id]?.row ?? null;
  const onBoard = held ? state.rows.get(held.visit) : [...state.rows.values()].findLast((row) => row.case === id);
  if (!onBoard) return held;
  return held && held.version > onBoard.version ? held : onBoard;
}

/** Whether this window holds the case. */
export const isMine = (state: HouseState, row: Row | null): boolean =>
  row !== null && row.window != null && row.window === state.me?.window;
