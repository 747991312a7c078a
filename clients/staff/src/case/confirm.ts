import { settled } from "../deeds.ts";
import type { House } from "../house.ts";

/** 入力確定 of the section that the cursor is in; it carries the revision that the clerk saw. */
export async function confirmHere(house: House, id: string): Promise<void> {
  const section = document.activeElement?.closest<HTMLElement>("[data-section]")?.dataset.section;
  if (section) await confirmSection(house, id, section);
}

/** 入力確定 of a section. */
export async function confirmSection(house: House, id: string, section: string): Promise<void> {
  if ((await settled(house, id)) > 0) return;
  const state = house.get().cases[id]!;
  const rev = Math.max(state.rev, ...state.ops.map((op) => op.rev));
  house.edit(id, { kind: "confirm", section, rev });
}
