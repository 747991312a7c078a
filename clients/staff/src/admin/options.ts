// What a column may name: rows of other tables, belongings, offices, lines.

import type { CatalogSent } from "@madoguchi/shared/catalog.ts";
import type { Column, KeptRow } from "./api.ts";
import { BELONGINGS, parts, titleOf } from "./kinds.ts";
import type { Option } from "./parts/Combo.tsx";
import type { Sheet } from "./sheet.ts";

/** The column whose value others write down: counters are named by their group, rows of two keys by the first. */
const NAMED_BY: Record<string, string> = { counters: "group_id" };

const made = new WeakMap<KeptRow[], Option[]>();

function rowsAs(sheet: Sheet, table: string): Option[] {
  const rows = sheet.tables[table] ?? [];
  const known = made.get(rows);
  if (known) return known;
  const column = NAMED_BY[table] ?? sheet.columns[table]?.find((one) => one.key)?.name ?? "";
  const found = new Map(rows.map(({ id, row }) => [row[column] ?? id, titleOf(table, id, row)]));
  const options = [...found].map(([value, label]) => ({ value, label }));
  made.set(rows, options);
  return options;
}

/** Where a belonging is written: in a procedure's or a rule's list, as the text that a rule adds, as what is translated. */
export interface Written {
  table: string;
  id: string;
  column: string;
}

/** It says that nothing is to be brought (handoff/belongings.py). */
const NOTHING = "（なし）";
const EFFECTS: ReadonlySet<string> = new Set(["bring", "skip", "merge"]);
const TEXTS: ReadonlySet<string> = new Set(["bring", "merge"]);

/** Every belonging that is named, in the order of the tables, with all its places. */
export function belongings(sheet: Sheet): Map<string, Written[]> {
  const found = new Map<string, Written[]>();
  const add = (text: string, place: Written): void => {
    if (text === NOTHING) return;
    const places = found.get(text);
    if (places) places.push(place);
    else found.set(text, [place]);
  };
  for (const { id, row } of sheet.tables.procedures ?? []) {
    for (const text of new Set(parts(row.bring))) add(text, { table: "procedures", id, column: "bring" });
  }
  for (const { id, row } of sheet.tables.rules ?? []) {
    if (!EFFECTS.has(row.effect ?? "")) continue;
    for (const text of new Set(parts(row.target))) add(text, { table: "rules", id, column: "target" });
    if (TEXTS.has(row.effect ?? "") && row.text) add(row.text, { table: "rules", id, column: "text" });
  }
  for (const { id, row } of sheet.tables.words ?? []) {
    if (row.kind === "bring") found.get(row.key ?? "")?.push({ table: "words", id, column: "key" });
  }
  return found;
}

/** What this column may name, for a row as it stands. */
export function optionsOf(sheet: Sheet, column: Column, row: Readonly<Record<string, string>>, house: House): Option[] {
  const tables = (column.of ?? "").split("|").filter(Boolean);
  if (tables.length === 2 && row.effect)
    return tables
      .slice(row.effect === "block" ? 0 : 1)
      .slice(0, 1)
      .flatMap(one);
  return tables.flatMap(one);

  function one(table: string): Option[] {
    if (table === BELONGINGS) return [...belongings(sheet).keys()].map((text) => ({ value: text, label: text }));
    if (table === "offices") return house.offices.map(({ office, name }) => ({ value: office, label: name }));
    if (table === "lines")
      return house.lines
        .filter((line) => line.office === row.office && line.group === row.group_id)
        .map(({ line, name }) => ({ value: line, label: name }));
    return rowsAs(sheet, table);
  }
}

export type House = CatalogSent["house"];
