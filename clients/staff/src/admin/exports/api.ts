// 文字の変換表's side of the server (server/web/work.py).

import { get, post } from "@madoguchi/shared/http.ts";
import type { FileFault } from "../api.ts";

export interface Letters {
  own: { letter: string; written: string; note: string }[];
  /** `own`, `public` */
  brought: Record<string, { at: number; by: string; letters: number }>;
}

const at = "/api/exports/letters";

export const lettersApi = {
  state: () => get<Letters>(at),
  bring: async (which: "own" | "public", file: Blob) =>
    (await post<{ faults: FileFault[] }>(`${at}/${which}`, new Blob([file], { type: "application/octet-stream" })))
      .faults,
  outAt: `${at}.csv`,
  layoutsAt: "/api/exports/layouts.pdf",
};
