import { undoOf } from "@madoguchi/shared/caseStore.ts";
import { W } from "@madoguchi/shared/words.ts";
import { commitField } from "../deeds.ts";
import type { House } from "../house.ts";

/** Ctrl+Z: the clerk's own last edit that still stands. */
export function undoLast(house: House, id: string): void {
  commitField();
  const state = house.get().cases[id];
  const deed = state && undoOf(state);
  if (deed) house.edit(id, deed);
  else house.notice({ tone: "info", what: W.case.undoNothing });
}
