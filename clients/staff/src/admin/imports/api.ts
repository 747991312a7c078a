// The doors of server/web/imports.py.

import { get, post, remove } from "@madoguchi/shared/http.ts";
import type { FileFault } from "../api.ts";

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
}

export interface CityFile {
  file: string;
  at: number;
  by: string;
  rows: number;
}

export interface State {
  in_use: CityFile | null;
  profiles: { profile: Profile; rev: number }[];
  /** Item -> the standard's name of it. */
  items: Record<string, string>;
}

export interface ImportPreview {
  upload: string | null;
  faults: FileFault[];
  file: CityFile | null;
  difference: Record<"added" | "changed" | "removed" | "same", number> | null;
  columns: Record<string, string>;
  samples: Record<string, string | null>[];
}

export const importsApi = {
  state: () => get<State>("/api/imports"),
  read: (profile: string, file: Blob) =>
    post<ImportPreview>(`/api/imports/read/${encodeURIComponent(profile)}`, new Blob([file], { type: "text/csv" })),
  use: (upload: string) => post(`/api/imports/use/${encodeURIComponent(upload)}`, {}),
  erase: () => remove("/api/imports"),
  save: (profile: Profile, base: number) => post<{ faults: FileFault[] }>("/api/imports/profiles", { profile, base }),
};
