// What can be put on a page: one item, or a standard part of several fields. A part is rows without their place and number.

import type { Row } from "../api.ts";
import { parts as listed } from "../kinds.ts";
import type { Sheet } from "../sheet.ts";
import { type Box, columnsOf } from "./box.ts";

/** Fields beside one another, from the part's own upper left corner. */
export type Part = readonly Row[];

const field = (box: Box, more: Row): Row => ({ ...columnsOf(box), ...more });
const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h });

/** Kinds of items that are ticked rather than written. */
const MOST_TICKS = 12;
const TICK = 4;
const TICK_STEP = 18;

/** How an item is written on paper, as whoever draws our own forms does it (handoff/kit/widget.py). */
export function partOfItem(sheet: Sheet, key: string, options: readonly string[]): Part {
  const item = inner(sheet, key);
  const row = rowOfItem(sheet, key)?.scope === "person" ? "1" : "";
  const base = { items: key, row };
  if (options.length > 0 && options.length <= MOST_TICKS) {
    return options.map((option, at) => field(box(at * TICK_STEP, 0, TICK, TICK), { ...base, kind: "mark", option }));
  }
  const length = Number(item?.max_len ?? 0);
  if (
    /cd:(mynumber|juminhyo)|re:\^\\d\{\d+\}\$/.test(item?.validation ?? "") &&
    length > 0 &&
    item?.type !== "postal"
  ) {
    return [field(box(0, 0, length * 5, 7), { ...base, kind: "cells", cells: String(length), align: "middle" })];
  }
  switch (item?.type) {
    case "longtext":
    case "address":
      return [field(box(0, 0, 100, 10), { ...base, kind: "text" })];
    case "image":
      return [field(box(0, 0, 20, 20), { ...base, kind: "stamp" })];
    case "int":
      return [field(box(0, 0, 16, 7), { ...base, kind: "text", align: "middle" })];
    default:
      return [field(box(0, 0, 60, 8), { ...base, kind: "text" })];
  }
}

const rowOfItem = (sheet: Sheet, key: string): Row | undefined =>
  sheet.tables.data_dictionary?.find((one) => one.id === key)?.row;

/** The item itself, or the person's item that it is a copy of. */
function inner(sheet: Sheet, key: string): Row | undefined {
  const item = rowOfItem(sheet, key);
  return item?.input === "derived" ? rowOfItem(sheet, item.person_item ?? "") : item;
}

/** The values of an item that can be ticked: its choices, yes and no. */
export function optionsOfItem(sheet: Sheet, key: string): { value: string; label: string }[] {
  const item = inner(sheet, key);
  if (item?.type === "bool") return [...YES_NO];
  if (item?.type !== "enum" && item?.type !== "enum_multi") return [];
  for (const check of (item.validation ?? "").split(";")) {
    const [kind, said = ""] = split(check.trim());
    if (kind === "enum" && said === "events") break;
    if (kind === "enum") return said.split(",").map((one) => ({ value: one.trim(), label: one.trim() }));
    if (kind === "dict") {
      const codes = (sheet.tables.codes ?? []).filter(({ row }) => row.dict === said);
      return codes.map(({ row }) => ({ value: row.code ?? "", label: row.label_ja ?? "" }));
    }
  }
  return [];
}

const YES_NO = [
  { value: "1", label: "はい" },
  { value: "0", label: "いいえ" },
] as const;

function split(check: string): [string, string] {
  const at = check.indexOf(":");
  return at < 0 ? [check, ""] : [check.slice(0, at), check.slice(at + 1)];
}

/** The items of a form, groups written out, each once (handoff/form.py `items_of`). */
export function itemsOfForm(sheet: Sheet, form: Row): string[] {
  const groups = new Map((sheet.tables.item_groups ?? []).map(({ id, row }) => [id, row.items ?? ""]));
  const known = new Set((sheet.tables.data_dictionary ?? []).map((one) => one.id));
  const named = (form.items ?? "").split(",").flatMap((part) => {
    const name = part.trim();
    return name.startsWith("@") ? (groups.get(name.slice(1)) ?? "").split(",") : [name];
  });
  return [...new Set(named.map((one) => one.trim()))].filter((one) => known.has(one) && one !== "sign_image");
}

/** Parts that need no item of their own, by the name of their words. */
export const PLAIN: Readonly<Record<string, Part>> = {
  fixed: [field(box(0, 0, 40, 6), { kind: "fixed", text: "（文字）" })],
  today: ["era", "year", "month", "day"].map((part, at) =>
    field(box(at * 14, 0, 11, 6), { kind: "today", part, align: "middle" }),
  ),
  sign: [field(box(0, 0, 80, 12), { kind: "sign", place: "1" })],
  code: [field(box(0, 0, 18, 18), { kind: "code", items: "ticket_no" })],
  bars: [field(box(0, 0, 50, 10), { kind: "code", items: "ticket_no", bars: "1" })],
  number: [field(box(0, 0, 24, 7), { kind: "text", items: "ticket_no", align: "middle", size: "12" })],
  page: [field(box(0, 0, 20, 5), { kind: "page", align: "right", size: "7.5" })],
  remark: [field(box(0, 0, 60, 12), { kind: "remark", size: "8.5", csv: "0" })],
  mask: [field(box(0, 0, 60, 8), { kind: "mask" })],
};

/** Parts made of items that most forms have: name with reading, an address, a date in three boxes. Only what the
 * dictionary has is offered. */
const COMPOSED: Readonly<Record<string, (has: (key: string) => boolean) => Row[]>> = {
  name: () => [
    field(box(0, 0, 70, 5), { kind: "text", items: "app_kana", size: "7.5" }),
    field(box(0, 5, 70, 9), { kind: "text", items: "app_name", size: "12" }),
  ],
  split: () => [
    field(box(0, 0, 36, 9), { kind: "text", items: "app_name", part: "uji" }),
    field(box(37, 0, 36, 9), { kind: "text", items: "app_name", part: "mei" }),
  ],
  address: () => [
    field(box(0, 0, 30, 5), { kind: "text", items: "new_postal", size: "8.5" }),
    field(box(0, 5, 120, 8), { kind: "text", items: "new_pref|new_city|new_town|new_banchi" }),
    field(box(0, 13, 120, 8), { kind: "text", items: "new_katagaki" }),
  ],
  date: () => [
    ...["era", "year", "month", "day"].map((part, at) =>
      field(box(at * 14, 0, 11, 6), { kind: "text", items: "todoke_date", part, align: "middle" }),
    ),
  ],
  tel: () => [field(box(0, 0, 45, 7), { kind: "text", items: "app_tel" })],
};

/** A person's row: name, birth, sex, relation beside one another. */
const ROW: readonly [string, number][] = [
  ["m_name", 50],
  ["m_birth", 34],
  ["m_sex", 12],
  ["m_zokugara", 22],
];

export function composed(sheet: Sheet, form: Row): Record<string, Part> {
  const has = new Set((sheet.tables.data_dictionary ?? []).map((one) => one.id));
  const found: Record<string, Part> = {};
  for (const [name, make] of Object.entries(COMPOSED)) {
    const rows = make((key) => has.has(key));
    if (rows.every((one) => listed(one.items).every((key) => has.has(key)))) found[name] = rows;
  }
  const people = form.row_scope ? Math.max(1, Number(form.rows_per_sheet) || 1) : 0;
  const columns = ROW.filter(([key]) => has.has(key));
  if (people > 0 && columns.length > 0) found.people = peopleOf(columns, people);
  return found;
}

function peopleOf(columns: readonly [string, number][], people: number): Row[] {
  const rows: Row[] = [];
  for (let person = 0; person < people; person += 1) {
    let x = 0;
    for (const [items, w] of columns) {
      rows.push(field(box(x, person * 9, w, 8), { kind: "text", items, row: String(person + 1), size: "9" }));
      x += w + 1;
    }
  }
  return rows;
}

/** The parts that this city saved, by name. */
export function savedParts(sheet: Sheet): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const { row } of sheet.tables.layout_parts ?? []) {
    const { name = "", field: _, ...rest } = row;
    found.set(name, [...(found.get(name) ?? []), rest]);
  }
  return found;
}
