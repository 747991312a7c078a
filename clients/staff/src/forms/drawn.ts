// What stands in a box of the page before the server has drawn it: the letters that are just being typed, and values newer
// than the picture. An approximation, gone as soon as the fresh page has come.

import { type CaseState, markOf, shown } from "@madoguchi/shared/caseStore.ts";
import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import type { ActiveField } from "./active.ts";
import type { PlacedBox } from "./api.ts";

const SPACE = "\u3000";
const TICK = "✓";

/** Whether something of a box is newer than a picture of revision `rev`. */
export function isNewer(state: CaseState, box: PlacedBox, rev: number, field: ActiveField | null): boolean {
  if (box.masked || box.how === "here") return false;
  return box.keys.some(
    (key) =>
      (field?.key === key && field.typed !== null) ||
      markOf(state, key) === "sending" ||
      (state.entries[key]?.rev ?? 0) > rev ||
      state.ops.some((op) => key in op.values && (op.rev === 0 || op.rev > rev)),
  );
}

/** The text of a box as the case has it now; of a choice its sign. */
export function textOf(state: CaseState, catalog: Catalog, box: PlacedBox, field: ActiveField | null): string {
  if (box.kind === "mark") return box.keys.some((key) => isChosen(standing(state, key, field), box.option)) ? TICK : "";
  const parts = box.keys.map((key) => said(state, catalog, key, field));
  const katagaki = box.keys.findIndex((key) => key.endsWith("_katagaki"));
  if (katagaki > 0 && parts[katagaki]) parts[katagaki] = SPACE + parts[katagaki];
  return parts.join("");
}

function said(state: CaseState, catalog: Catalog, key: string, field: ActiveField | null): string {
  if (field?.key === key && field.typed !== null) return field.typed;
  const item = catalog.item(key);
  return item ? showValue(item, shown(state, key)) : "";
}

const standing = (state: CaseState, key: string, field: ActiveField | null): Value =>
  field?.key === key && field.typed !== null ? field.typed : shown(state, key);

function isChosen(value: Value, option: string): boolean {
  if (typeof value === "boolean") return option === (value ? "1" : "0");
  return Array.isArray(value) ? value.includes(option) : value === option;
}
