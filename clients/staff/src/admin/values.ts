// Values of a row as people read them: the label of a choice, the name of what is named, はい and いいえ.

import { parts } from "./kinds.ts";
import type { Sheet } from "./sheet.ts";
import { ADMIN } from "./words.ts";

const EVERY = "*";

/** What values are read with: a draft, or only what columns are. */
export type Known = Pick<Sheet, "columns" | "tables">;

export function labelOf(sheet: Known, table: string, name: string): string {
  return sheet.columns[table]?.find((one) => one.name === name)?.label ?? name;
}

export function said(sheet: Known, table: string, name: string, value: string): string {
  const column = sheet.columns[table]?.find((one) => one.name === name);
  if (!column || !value) return value;
  if (column.kind === "bool") return value === "1" ? ADMIN.form.yes : ADMIN.form.no;
  if (column.any && value === EVERY) return ADMIN.form.every;
  if (column.kind === "list") return parts(value).join("、");
  const choice = column.choices?.find(([one]) => one === value)?.[1];
  if (choice) return choice;
  return column.of === "counters" ? counter(sheet, value) : value;
}

function counter(sheet: Known, group: string): string {
  const found = sheet.tables.counters?.find(({ row }) => row.group_id === group);
  return found ? `${group} ${found.row.group_name}` : group;
}

interface Changed {
  column: string;
  before: string;
  after: string;
}

/** Columns in the order of the form; what a new or removed row leaves at its rest says nothing. */
export function inOrder<T extends Changed>(sheet: Known, table: string, columns: readonly T[]): T[] {
  const order = new Map((sheet.columns[table] ?? []).map((one, at) => [one.name, at]));
  const place = (one: T): number => order.get(one.column) ?? order.size;
  const bools = new Set((sheet.columns[table] ?? []).filter((one) => one.kind === "bool").map((one) => one.name));
  const rests = (one: T): boolean => bools.has(one.column) && (one.before || "0") === (one.after || "0");
  return columns.filter((one) => !rests(one)).toSorted((a, b) => place(a) - place(b));
}
