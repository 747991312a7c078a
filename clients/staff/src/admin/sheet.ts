// A draft as this screen has it: its rows as the server keeps them, and what is typed over them and not kept yet.
// Pure: each function gives the next state. What somebody typed leaves this state only when it is kept, or by choice.

import type { Column, Draft, Fault, KeptRow, Row, Writes } from "./api.ts";
import { idOf } from "./kinds.ts";

export interface Other {
  /** As somebody else has it now; null = taken out. */
  row: Row | null;
  rev: number;
  by: string;
}

export interface Edit {
  table: string;
  id: string;
  row: Row;
  /** What it was typed over; null = a new row. */
  ground: Row | null;
  /** A new row that nobody has typed into: it is worth nothing yet. */
  pristine: boolean;
  base: number;
  /** What is on its way to the server. */
  sent: Row | null;
  /** held = the line is cut; it goes out again by itself. */
  state: "typing" | "sending" | "held" | "refused" | "overtaken";
  other: Other | null;
  /** Why the server does not take it, and where. */
  reason: string | null;
  faults: Fault[];
}

export interface Sheet {
  draft: string;
  name: string;
  basedOn: number;
  tables: Readonly<Record<string, KeptRow[]>>;
  columns: Readonly<Record<string, Column[]>>;
  /** The revision of each table's order. */
  orders: Readonly<Record<string, number>>;
  edits: Readonly<Record<string, Edit>>;
  faults: Fault[];
  writes: Writes;
}

export const sheetOf = (draft: Draft): Sheet => ({
  draft: draft.draft,
  name: draft.name,
  basedOn: draft.based_on,
  tables: draft.tables,
  columns: draft.columns,
  orders: draft.orders,
  edits: {},
  faults: [],
  writes: draft.writes,
});

const keyOf = (table: string, id: string): string => `${table} ${id}`;

export const editOf = (sheet: Sheet, table: string, id: string): Edit | undefined => sheet.edits[keyOf(table, id)];

export const keptOf = (sheet: Sheet, table: string, id: string): KeptRow | undefined =>
  sheet.tables[table]?.find((one) => one.id === id);

/** The row as it stands on screen. */
export const rowOf = (sheet: Sheet, table: string, id: string): Row | undefined =>
  editOf(sheet, table, id)?.row ?? keptOf(sheet, table, id)?.row;

/** All rows of a table as they stand on screen, in the table's order; new ones at its end. */
export function rowsOf(sheet: Sheet, table: string): { id: string; row: Row }[] {
  const kept = sheet.tables[table] ?? [];
  const edits = Object.values(sheet.edits).filter((edit) => edit.table === table);
  if (edits.length === 0) return kept;
  const over = new Map(edits.map((edit) => [edit.id, edit.row]));
  const rows = kept.map((one) => ({ id: one.id, row: over.get(one.id) ?? one.row }));
  const there = new Set(kept.map((one) => one.id));
  return [...rows, ...edits.filter((edit) => !there.has(edit.id)).map(({ id, row }) => ({ id, row }))];
}

function withEdit(sheet: Sheet, edit: Edit): Sheet {
  return { ...sheet, edits: { ...sheet.edits, [keyOf(edit.table, edit.id)]: edit } };
}

function withoutEdit(sheet: Sheet, table: string, id: string): Sheet {
  const { [keyOf(table, id)]: _, ...edits } = sheet.edits;
  return { ...sheet, edits };
}

/** A row that is not in the draft yet. */
export function begun(sheet: Sheet, table: string, id: string, row: Row, pristine: boolean): Sheet {
  return withEdit(sheet, { ...FRESH, table, id, row, ground: null, pristine, base: 0 });
}

const FRESH = {
  pristine: false,
  sent: null,
  state: "typing",
  other: null,
  reason: null,
  faults: [],
} satisfies Partial<Edit>;

/** Typed into a row. Back at what is kept, with nothing on its way, there is nothing to keep. */
export function typed(sheet: Sheet, table: string, id: string, change: Row): Sheet {
  const edit = editOf(sheet, table, id);
  const kept = keptOf(sheet, table, id);
  if (!edit && !kept) return sheet;
  const row = { ...(edit ?? kept)!.row, ...change };
  if (edit) {
    if (edit.state !== "overtaken" && !edit.sent && edit.ground && same(row, edit.ground)) {
      return withoutEdit(sheet, table, id);
    }
    const state = edit.state === "refused" ? "typing" : edit.state;
    return withEdit(sheet, { ...edit, row, state, pristine: false, reason: null, faults: [] });
  }
  return same(row, kept!.row)
    ? sheet
    : withEdit(sheet, { ...FRESH, table, id, row, ground: kept!.row, base: kept!.rev });
}

export function sending(sheet: Sheet, table: string, id: string): Sheet {
  const edit = editOf(sheet, table, id);
  return edit ? withEdit(sheet, { ...edit, state: "sending", sent: edit.row, reason: null }) : sheet;
}

/** The server keeps what was sent. What was typed meanwhile stands on it. */
export function saved(sheet: Sheet, table: string, id: string, rev: number): Sheet {
  const edit = editOf(sheet, table, id);
  if (!edit?.sent) return sheet;
  const kept = putRow(sheet, table, { id, rev, row: edit.sent });
  if (same(edit.row, edit.sent)) return withoutEdit(kept, table, id);
  return withEdit(kept, { ...edit, ground: edit.sent, base: rev, sent: null, state: "typing" });
}

/** Somebody else was first: both stand there until one is chosen. */
export function overtaken(sheet: Sheet, table: string, id: string, other: Other): Sheet {
  const edit = editOf(sheet, table, id);
  if (!edit) return sheet;
  if (other.row && same(other.row, edit.row)) {
    return withoutEdit(putRow(sheet, table, { id, rev: other.rev, row: other.row }), table, id);
  }
  return withEdit(sheet, { ...edit, sent: null, state: "overtaken", other });
}

/** Decided: this is what the row shall be. */
export function chosen(sheet: Sheet, table: string, id: string, row: Row): Sheet {
  const edit = editOf(sheet, table, id);
  if (!edit?.other) return sheet;
  const { other } = edit;
  const grounded = other.row ? putRow(sheet, table, { id, rev: other.rev, row: other.row }) : gone(sheet, table, id);
  if (other.row && same(row, other.row)) return withoutEdit(grounded, table, id);
  const base = other.row ? other.rev : 0;
  return withEdit(grounded, { ...FRESH, table, id, row, ground: other.row, base });
}

/** The server takes it only when it is mended. What was typed since it was sent is tried by itself. */
export function refused(sheet: Sheet, table: string, id: string, reason: string, faults: Fault[]): Sheet {
  const edit = editOf(sheet, table, id);
  if (!edit) return sheet;
  if (edit.sent && !same(edit.row, edit.sent)) return withEdit(sheet, { ...edit, sent: null, state: "typing" });
  return withEdit(sheet, { ...edit, sent: null, state: "refused", reason, faults });
}

/** The line is cut: it waits here. */
export function held(sheet: Sheet, table: string, id: string): Sheet {
  const edit = editOf(sheet, table, id);
  return edit ? withEdit(sheet, { ...edit, sent: null, state: "held" }) : sheet;
}

/** Given up by whoever typed it. */
export const dropped = (sheet: Sheet, table: string, id: string): Sheet => withoutEdit(sheet, table, id);

/** Taken out of the draft. */
export const removed = (sheet: Sheet, table: string, id: string): Sheet =>
  withoutEdit(gone(sheet, table, id), table, id);

export function ordered(sheet: Sheet, table: string, ids: string[], rev?: number): Sheet {
  const place = new Map(ids.map((id, index) => [id, index]));
  const rows = (sheet.tables[table] ?? []).toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const orders = rev === undefined ? sheet.orders : { ...sheet.orders, [table]: rev };
  return { ...sheet, orders, tables: { ...sheet.tables, [table]: rows } };
}

const standing = ({ tables, columns, orders, writes }: Draft) => ({ tables, columns, orders, writes });

/** The draft as the server has it now; what is typed here stays, and is overtaken where somebody else was first. */
export function refreshed(sheet: Sheet, draft: Draft): Sheet {
  const fresh: Sheet = { ...sheet, name: draft.name, basedOn: draft.based_on, ...standing(draft) };
  return Object.values(sheet.edits).reduce((state, edit) => {
    if (edit.state === "sending" || edit.ground === null) return state;
    const now = keptOf(fresh, edit.table, edit.id);
    if (now && now.rev === (edit.other?.rev ?? edit.base)) return state;
    if (now && same(now.row, edit.ground)) return withEdit(state, { ...edit, base: now.rev });
    return overtaken(state, edit.table, edit.id, {
      row: now?.row ?? null,
      rev: now?.rev ?? 0,
      by: edit.other?.by ?? "",
    });
  }, fresh);
}

/** What the checker finds in what is kept. */
export const judged = (sheet: Sheet, faults: Fault[]): Sheet => ({ ...sheet, faults });

/** How many rows are typed and not kept. */
export const unkept = (sheet: Sheet): number => Object.values(sheet.edits).filter((edit) => !edit.pristine).length;

/** What is wrong with a row as it stands on screen; what was said of a column that is another one by now is left out. */
export function faultsOf(sheet: Sheet, table: string, id: string): Fault[] {
  const edit = editOf(sheet, table, id);
  if (edit?.state === "refused") return edit.faults;
  const kept = keptOf(sheet, table, id)?.row ?? {};
  const row = edit?.row ?? kept;
  const holds = (column: string): boolean => (row[column] ?? "") === (kept[column] ?? "");
  return sheet.faults.filter((one) => one.table === table && one.id === id && holds(one.column));
}

/** Under which id a row goes to the server; null while a new one has none, or that of another row. */
export function nameOf(sheet: Sheet, table: string, id: string): string | null {
  const edit = editOf(sheet, table, id);
  if (!edit || edit.ground !== null || edit.state === "sending") return id;
  const own = idOf(sheet.columns[table] ?? [], edit.row);
  return own && (own === id || !rowOf(sheet, table, own)) ? own : null;
}

export function same(one: Row, other: Row): boolean {
  const columns = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...columns].every((column) => (one[column] ?? "") === (other[column] ?? ""));
}

function putRow(sheet: Sheet, table: string, row: KeptRow): Sheet {
  const rows = sheet.tables[table] ?? [];
  const there = rows.some((one) => one.id === row.id);
  const next = there ? rows.map((one) => (one.id === row.id ? row : one)) : [...rows, row];
  return { ...sheet, tables: { ...sheet.tables, [table]: next } };
}

function gone(sheet: Sheet, table: string, id: string): Sheet {
  const rows = (sheet.tables[table] ?? []).filter((one) => one.id !== id);
  return { ...sheet, tables: { ...sheet.tables, [table]: rows } };
}
