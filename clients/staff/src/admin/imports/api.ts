// The doors of server/web/imports.py.

import type { Value } from "@madoguchi/shared/facts.ts";
import { get, post, remove } from "@madoguchi/shared/http.ts";
import type { FileFault } from "../api.ts";

export type Kind = "residents" | "eligibility" | "moving";

export interface Profile {
  profile: string;
  name: string;
  encoding: "utf-8" | "utf-8-sig" | "cp932" | "utf-16";
  delimiter: "," | "\t" | ";";
  quote: '"' | "'";
  header: boolean;
  extent: "full" | "differences";
  /** Item -> heading. */
  columns: Record<string, string>;
  codes: Record<string, Record<string, string>>;
  latest_column: string;
  latest_value: string;
  kind: Kind;
  /** A CSV that this house wrote. */
  ours: boolean;
}

export interface CityFile {
  file: string;
  at: number;
  by: string;
  rows: number;
}

/** The folder that other systems put files into (server/ports/inbox.py). */
export interface Folder {
  folder: string;
  waiting: Dropped[];
  /** Begun, and not said to be whole yet. */
  unfinished: Dropped[];
  refused: Dropped[];
}

export interface Dropped {
  profile: string;
  name: string;
}

export interface State {
  in_use: Record<Kind, CityFile | null>;
  profiles: { profile: Profile; rev: number }[];
  /** Item -> the name that a fresh profile expects, by kind. */
  items: Record<Kind, Record<string, string>>;
  /** How much a file may hold, by kind. */
  limits: Record<Kind, { rows: number; bytes: number }>;
  /** Whose file is being read, "" = nobody's. */
  running: string;
  folder: Folder | null;
}

export interface ImportPreview {
  upload: string | null;
  faults: FileFault[];
  file: CityFile | null;
  difference: Record<"added" | "changed" | "removed" | "same", number> | null;
  columns: Record<string, string>;
  samples: Record<string, Value>[];
}

export const importsApi = {
  state: () => get<State>("/api/imports"),
  read: (profile: string, file: Blob) =>
    post<ImportPreview>(`/api/imports/read/${encodeURIComponent(profile)}`, new Blob([file], { type: "text/csv" })),
  use: (upload: string) => post(`/api/imports/use/${encodeURIComponent(upload)}`, {}),
  erase: (kind: Kind) => remove(`/api/imports/${kind}`),
  save: (profile: Profile, base: number) => post<{ faults: FileFault[] }>("/api/imports/profiles", { profile, base }),
};
