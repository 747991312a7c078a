// The administrators' side of the server, typed: drafts of the catalog, their rows, faults, versions, files.

import { get, post, put, remove } from "@madoguchi/shared/http.ts";

/** A row as the city's files have it: column -> text. A list is joined by `|`, yes is `1`. */
export type Row = Readonly<Record<string, string>>;

export interface KeptRow {
  id: string;
  /** Grows with every change; what an edit stands on. */
  rev: number;
  row: Row;
}

export type ColumnKind = "text" | "long" | "bool" | "list" | "expression" | "choice" | "int" | "date";

export interface Column {
  name: string;
  label: string;
  help?: string;
  kind: ColumnKind;
  choices?: [string, string][] | null;
  /** The table whose rows this column names; several are joined by `|`. */
  of?: string | null;
  /** It is part of what names the row. */
  key?: boolean;
  required?: boolean;
  /** `*` means all of them. */
  any?: boolean;
  /** Other words than the choices may stand too. */
  free?: boolean;
}

/** What whoever asks may write (server/work/editors.py). */
export interface Writes {
  /** The tables whose rows belong to the department of their counter. */
  of_departments: string[];
  /** The counters whose rows these may be; null = every row of every table. */
  groups: string[] | null;
}

export interface Draft {
  draft: string;
  name: string;
  based_on: number;
  tables: Record<string, KeptRow[]>;
  columns: Record<string, Column[]>;
  /** The revision of each table's order. */
  orders: Record<string, number>;
  writes: Writes;
}

export interface DraftHead {
  draft: string;
  name: string;
  based_on: number;
  changed_at: number;
  by: string;
  changes: number;
}

export interface Version {
  version: number;
  from: number;
  by: string;
  note: string;
}

export interface Kept {
  published: { version: number; since: number; by: string };
  versions: Version[];
  planned: Version[];
  drafts: DraftHead[];
}

export interface Fault {
  table: string;
  id: string;
  column: string;
  /** Index of the character that it is about, in an expression. */
  place?: number | null;
  level: "error" | "warning";
  text: string;
}

export interface Use {
  table: string;
  id: string;
  column: string;
  label: string;
}

export interface ColumnChange {
  column: string;
  before: string;
  after: string;
}

export interface RowChange {
  table: string;
  id: string;
  what: "added" | "changed" | "removed" | "moved";
  columns: ColumnChange[];
}

export interface LogLine {
  line: number;
  at: number;
  by: string;
  what: string;
  version: number | null;
  table: string | null;
  id: string | null;
  before: Row | null;
  after: Row | null;
  note: string;
}

export interface WalkAsk {
  events: string[];
  answers: Record<string, boolean>;
  facts?: Record<string, boolean | number | null>;
  as: string;
}

/** A fault of a file, as whoever made it sees it: sheet, row from 1 (0 = none in particular), heading. */
export interface FileFault {
  text: string;
  sheet: string;
  row: number;
  column: string;
  level: "error" | "warning";
}

/** What a workbook would change. Without `upload` it goes nowhere: the faults say why. */
export interface WorkbookPreview {
  upload: string | null;
  differences: RowChange[];
  faults: FileFault[];
}

export interface PostalFile {
  file: string;
  at: number;
  by: string;
  rows: number;
  codes: number;
}

export interface PostalPreview {
  upload: string | null;
  faults: FileFault[];
  file: PostalFile | null;
  difference: {
    added: number;
    removed: number;
    changed: number;
    same: number;
    samples: { code: string; before: string[]; after: string[] }[];
  } | null;
  prefectures: Record<string, number>;
}

/** A PDF that was brought as a form's page, or why not. */
export interface BasePage {
  base: string;
  width: number;
  height: number;
  faults: FileFault[];
  proposals: Proposal[];
}

/** A field that a brought file proposes: what the file calls it, how its item was found ("" = it was not), the row
 * without form and number. */
export interface Proposal {
  name: string;
  how: "key" | "label" | "alike" | "";
  row: Row;
}

/** What a workbook's named cells propose, and what was left aside; `faults`: why it was not read. */
export interface NamedCells {
  sheet: string;
  proposals: Proposal[];
  left: FileFault[];
  faults: FileFault[];
}

/** A page of a form as it would print, as a PNG in base 64; lengths in mm. */
export interface Trial {
  png: string;
  width: number;
  height: number;
  sheet: number;
  sheets: number;
  letters: string[];
  too_long: { form: string; sheet: number; row: number | null; items: string[] }[];
}

const drafts = "/api/catalog/drafts";
const of = (draft: string): string => `${drafts}/${encodeURIComponent(draft)}`;
const at = (draft: string, table: string, id: string): string => `${of(draft)}/${table}/${encodeURIComponent(id)}`;
const formAt = (draft: string, form: string): string => `${of(draft)}/forms/${encodeURIComponent(form)}`;

export const api = {
  columns: () => get<Record<string, Column[]>>("/api/catalog/columns"),
  kept: () => get<Kept>("/api/catalog/kept"),
  /** The newest lines, or those before a line. */
  log: (before?: number) => get<LogLine[]>(`/api/catalog/log${before === undefined ? "" : `?before=${before}`}`),
  make: (name: string) => post<{ draft: string }>(drafts, { name }),
  drop: (draft: string) => remove(of(draft)),
  draft: (draft: string) => get<Draft>(of(draft)),

  /** The row's new revision, and everything that is wrong in the draft now. */
  save: (draft: string, table: string, id: string, row: Row, base: number) =>
    put<{ rev: number; faults: Fault[] }>(at(draft, table, id), { row, base }),
  removeRow: (draft: string, table: string, id: string, base: number) =>
    remove<{ faults: Fault[] }>(at(draft, table, id), { base }),
  /** Rows of any tables together: all of them or none. */
  write: (draft: string, rows: { table: string; id: string; row: Row | null; base: number }[]) =>
    post<{ revs: number[]; faults: Fault[] }>(`${of(draft)}/rows`, { rows }),
  order: (draft: string, table: string, ids: string[], base: number) =>
    post<{ rev: number }>(`${of(draft)}/${table}/order`, { ids, base }),
  uses: (draft: string, table: string, id: string) =>
    get<Use[]>(`${of(draft)}/uses/${table}/${encodeURIComponent(id)}`),

  faults: (draft: string) => get<Fault[]>(`${of(draft)}/faults`),
  changes: (draft: string) => get<RowChange[]>(`${of(draft)}/changes`),
  walk: <T>(draft: string, ask: WalkAsk) => post<T>(`${of(draft)}/walk`, ask),

  households: <T>(draft: string) => get<T>(`${of(draft)}/households`),

  workbookAt: (draft: string): string => `${of(draft)}/workbook.xlsx`,
  definitionOf: (version: number): string => `/api/catalog/versions/${version}/definition.pdf`,
  definitionAt: (draft: string): string => `${of(draft)}/definition.pdf`,
  workbook: (draft: string, file: Blob) => post<WorkbookPreview>(`${of(draft)}/workbook`, file),
  applyWorkbook: (draft: string, upload: string) => post(`${of(draft)}/workbook/${upload}`, {}),
  postalInUse: () => get<{ in_use: PostalFile | null }>("/api/catalog/postal"),
  postal: (file: Blob) => post<PostalPreview>("/api/catalog/postal", file),
  applyPostal: (upload: string) => post(`/api/catalog/postal/${upload}`, {}),

  takeOver: (draft: string, form: string) =>
    post<{ fields: number; faults?: FileFault[] }>(`${formAt(draft, form)}/layout`, {}),
  giveUp: (draft: string, form: string) => remove<{ rows: number }>(`${formAt(draft, form)}/layout`),
  bringPage: (draft: string, form: string, file: File, page: number) =>
    post<BasePage>(`${formAt(draft, form)}/page?page=${page}&name=${encodeURIComponent(file.name)}`, file),
  namedCells: (draft: string, form: string, file: File, page: number) =>
    post<NamedCells>(`${formAt(draft, form)}/cells?page=${page}`, file),
  copyForm: (draft: string, form: string, name: string) =>
    post<{ form: string }>(`${formAt(draft, form)}/copy`, { name }),
  dropForm: (draft: string, form: string) => remove<{ rows: number }>(`${formAt(draft, form)}/all`),
  tryForm: (draft: string, form: string, filled: string, sheet: number, width: number) =>
    post<Trial>(`${formAt(draft, form)}/try`, { filled, sheet, width }),
  samples: () => get<{ id: string; title: string }[]>("/api/catalog/samples"),

  publish: (draft: string, from: string | null, note: string) => post(`${of(draft)}/publish`, { from, note }),
  back: (version: number, note: string) => post("/api/catalog/back", { version, note }),
  cancel: (version: number) => remove(`/api/catalog/planned/${version}`),
} as const;
