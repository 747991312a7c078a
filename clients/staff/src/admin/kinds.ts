// The kinds of things in the catalog: how a list shows them, and how a new one is named.

import type { Column, Row } from "./api.ts";

export interface Kind {
  table: string;
  /** The columns that say what it is, best first. */
  title: readonly string[];
  /** A second, smaller line. */
  sub: readonly string[];
  /** Rows are numbered (Q001): a new one gets the next number. */
  numbered?: boolean;
  /** The order of the rows means something. */
  ordered?: boolean;
}

/** Belongings have no table: they are what procedures and rules name (handoff/catalog_columns.py). */
export const BELONGINGS = "belongings";

export const KINDS: readonly Kind[] = [
  { table: "events", title: ["label"], sub: ["reception_group"], ordered: true },
  { table: "questions", title: ["text_ja"], sub: ["group"], numbered: true, ordered: true },
  { table: "procedures", title: ["name"], sub: ["group_id", "kind"], numbered: true, ordered: true },
  { table: BELONGINGS, title: ["text"], sub: [] },
  { table: "rules", title: ["text", "target"], sub: ["effect", "when"], numbered: true, ordered: true },
  { table: "counters", title: ["group_name"], sub: ["department", "slip_label"], ordered: true },
  { table: "windows", title: ["name"], sub: ["window_no", "group_id", "floor"], numbered: true, ordered: true },
  { table: "data_dictionary", title: ["label_ja"], sub: ["type", "sensitivity"], ordered: true },
  { table: "roles", title: ["label_ja"], sub: ["set_by"], ordered: true },
  { table: "phrases", title: ["text_ja"], sub: ["kind"], numbered: true, ordered: true },
  { table: "reasons", title: ["text_ja"], sub: ["kind_ja"], ordered: true },
  { table: "holidays", title: ["name"], sub: ["kind"] },
  { table: "opening_days", title: ["note"], sub: ["opens", "closes", "office"] },
  { table: "towns", title: ["town"], sub: ["kana", "postal"] },
  { table: "katagaki", title: ["name"], sub: ["town", "banchi"], numbered: true },
  { table: "words", title: ["ja"], sub: ["en"] },
  { table: "codes", title: ["label_ja"], sub: ["label_en"], ordered: true },
];

const ELSEWHERE: Kind = { table: "", title: ["name", "label_ja", "text_ja", "label"], sub: [] };

export const kindOf = (table: string): Kind | undefined => KINDS.find((one) => one.table === table);

/** The id of a row, from its key columns: `P001`, `country.VNM` (handoff/catalog_rows.py `id_of`); "" while one is missing. */
export function idOf(columns: readonly Column[], row: Row): string {
  const keys = columns.filter((one) => one.key);
  if (keys.some((one) => one.required && !row[one.name]?.trim())) return "";
  return keys
    .map((one) => row[one.name]?.trim() ?? "")
    .join(".")
    .replace(/\.+$/, "");
}

/** What a row is called. */
export function titleOf(table: string, id: string, row: Row | undefined): string {
  const { title } = kindOf(table) ?? ELSEWHERE;
  return title.map((column) => row?.[column] ?? "").find(Boolean) ?? id;
}

/** The next number of a series: Q001 … Q186 -> Q187; "" where the ids are no series. */
export function nextId(ids: readonly string[]): string {
  let best: { prefix: string; digits: number; value: number } | null = null;
  for (const id of ids) {
    const found = /^([A-Z]+)(\d+)$/.exec(id);
    if (!found) continue;
    const value = Number(found[2]);
    if (!best || value > best.value) best = { prefix: found[1]!, digits: found[2]!.length, value };
  }
  return best ? best.prefix + String(best.value + 1).padStart(best.digits, "0") : "";
}

/** The parts of a list column. */
export const parts = (text: string | undefined): string[] => (text ?? "").split("|").filter(Boolean);
export const joined = (list: readonly string[]): string => list.join("|");
