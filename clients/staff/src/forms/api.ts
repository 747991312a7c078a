// The applications of a case, as the server gives them (server/web/forms.py). What is asked for comes in the body.

import { post } from "@madoguchi/shared/http.ts";

/** A box that must be filled and is not; `key` is the entry to write, or `role.X` where nobody is in a role. */
export interface Lacking {
  key: string;
  person: string | null;
  label: string;
}

/** A value of which not all stands in its box; `row`: whose row of the sheet. */
export interface CutOff {
  form: string;
  sheet: number;
  row: number | null;
  items: string[];
}

export type SignStateName = "open" | "signed" | "void" | "paper" | "absent" | "for";

export interface SignPlace {
  sheet: number;
  place: number;
  label: string;
  role: string;
  person: string | null;
  medium: "tablet" | "paper";
  state: SignStateName;
}

export interface ListedForm {
  form: string;
  name: string;
  group: string;
  paper: string;
  pages: number;
  by_hand: boolean | null;
  named_by: string[];
  restricted: boolean;
  may_print: boolean;
  missing: Lacking[];
  too_long: CutOff[];
  signs: SignPlace[];
  people: string[];
  left_out: string[];
  only: string[];
  remark: string;
  reason: string;
  note: string;
  agreed: "new" | "agreed" | "changed";
}

export interface FormList {
  forms: ListedForm[];
  rev: number;
  sheets: number;
  boxes: number;
  typed: number;
  saved: number;
  places: number;
  signers: number;
  strokes: number;
  paper_places: number;
  absent_places: number;
  letters: string[];
  slip_pages: number;
}

/** A place on a page, in mm from its upper left corner. `keys`: all entries that it is made of. */
export interface PlacedBox {
  key: string;
  keys: string[];
  item: string;
  row: number | null;
  person: string | null;
  x: number;
  y: number;
  w: number;
  h: number;
  kind: string;
  how: string;
  option: string;
  required: boolean;
  missing: boolean;
  masked: boolean;
  place: number;
  state: SignStateName | null;
}

export interface FormPage {
  png: string;
  width: number;
  height: number;
  page: number;
  pages: number;
  rev: number;
  boxes: PlacedBox[];
  letters: string[];
  too_long: CutOff[];
}

export const askForms = (id: string, fit = false): Promise<FormList> => post("/api/forms/list", { case: id, fit });

export async function askPage(id: string, form: string, page: number, width: number): Promise<FormPage> {
  const found = await post<FormPage>("/api/forms/page", { case: id, form, page, width });
  return { ...found, boxes: together(found.boxes) };
}

/** Several items in one place are one box: its `keys` are all of theirs, in their order. */
export function together(boxes: readonly PlacedBox[]): PlacedBox[] {
  const places = new Map<string, PlacedBox>();
  for (const box of boxes) {
    const place = [box.x, box.y, box.w, box.h, box.kind, box.option].join(" ");
    const known = places.get(place);
    places.set(place, known ? joined(known, box) : box);
  }
  return [...places.values()];
}

const joined = (one: PlacedBox, other: PlacedBox): PlacedBox => ({
  ...one,
  key: one.missing || !other.missing ? one.key : other.key,
  keys: [...one.keys, ...other.keys.filter((key) => !one.keys.includes(key))],
  required: one.required || other.required,
  missing: one.missing || other.missing,
  masked: one.masked || other.masked,
  how: other.how === "here" ? other.how : one.how,
});

/** Whether an application is made: not dropped by hand. */
export const counts = (one: ListedForm): boolean => one.by_hand !== false;
