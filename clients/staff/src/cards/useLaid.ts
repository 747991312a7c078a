import { useEffect } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import { type Laid, waiting } from "./api.ts";

const NONE: readonly Laid[] = [];

/** The cards that wait for a key in a case that this window serves; they are asked for again whenever one was read, the
 * sheet changed, or the line came back. */
export function useLaid(id: string): readonly Laid[] {
  const state = useHouseState();
  const house = useHouse();
  const row = rowOf(state, id);
  const isHere = row?.stage === "serving" && isMine(state, row);
  const said = state.cards[id];
  const rev = said?.reads.length ? (state.cases[id]?.rev ?? 0) : 0;
  const told = said?.told ?? 0;
  const up = state.link === "up";
  // biome-ignore lint/correctness/useExhaustiveDependencies: `told` and `rev` are why it is asked again
  useEffect(() => {
    if (!isHere || !up) return;
    let gone = false;
    waiting(id)
      .then(({ reads }) => !gone && house.laid(id, reads))
      .catch(() => {});
    return () => {
      gone = true;
    };
  }, [id, house, isHere, up, told, rev]);
  return isHere ? (said?.reads ?? NONE) : NONE;
}
