// The open draft for all parts of its pages, and what they ask of the server.

import { No, NoLine } from "@madoguchi/shared/http.ts";
import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Drafting, Work } from "./drafting.ts";
import type { Sheet } from "./sheet.ts";

export const DraftingContext = createContext<Drafting | null>(null);

export function useDrafting(): Drafting {
  const drafting = useContext(DraftingContext);
  if (!drafting) throw new Error("no draft is open");
  return drafting;
}

export function useWork(): Work {
  const drafting = useDrafting();
  return useSyncExternalStore(drafting.subscribe, drafting.get);
}

/** The open draft; only under a page that stands once it is read. */
export function useSheet(): Sheet {
  const { sheet } = useWork();
  if (!sheet) throw new Error("the draft is not read yet");
  return sheet;
}

/** What was asked of the server. `missing`: this server cannot do it (yet). */
export type Asked<T> =
  | { is: "loading" }
  | { is: "here"; value: T; again: () => void }
  | { is: "cut" | "missing"; again: () => void }
  | { is: "refused"; reason: string; again: () => void };

const MISSING: ReadonlySet<number> = new Set([404, 405, 501]);
/** What the server says where nothing is (server/web/errors.py `nowhere`). */
const NOWHERE: ReadonlySet<string> = new Set(["bad_message", "not_now"]);

export const isMissing = (no: unknown): boolean => no instanceof No && MISSING.has(no.status) && NOWHERE.has(no.reason);

/** Asks when `key` changes; an older answer never replaces a newer one. While it asks again, the last answer stays. */
export function useAsk<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ is: "loading" });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const again = useCallback(() => setTurn((one) => one + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked, the turn says again
  useEffect(() => {
    let current = true;
    const tell = (next: Asked<T>) => current && setAsked(next);
    latest.current().then(
      (value) => tell({ is: "here", value, again }),
      (no: unknown) => {
        if (no instanceof NoLine) tell({ is: "cut", again });
        else if (isMissing(no)) tell({ is: "missing", again });
        else if (no instanceof No) tell({ is: "refused", reason: no.reason, again });
        else throw no;
      },
    );
    return () => {
      current = false;
    };
  }, [key, turn, again]);
  return asked;
}
