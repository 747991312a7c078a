import { shownValues } from "@madoguchi/shared/caseStore.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { useEffect, useId, useRef, useState } from "react";
import { useHouse, useKeys } from "../hooks.ts";
import { type Asking, asksServer, type Offer, offersHere, offersThere } from "./offers.ts";

const REST = 180;

export interface Offers {
  readonly list: readonly Offer[];
  readonly at: number;
  readonly open: boolean;
  readonly listId: string;
  /** Letters were typed: what fits them is offered. */
  readonly typed: (text: string) => void;
  /** The arrow keys: opens, and goes through. Whether the key was used. */
  readonly arrow: (by: 1 | -1, text: string) => boolean;
  /** What an arrow has marked. */
  readonly marked: Offer | null;
  readonly close: () => void;
}

/** The offers of a field: opened by typing or by the down key, gone through with the arrows. */
export function useOffers(id: string, name: string, item: ItemDef): Offers {
  const house = useHouse();
  const listId = useId();
  const [list, setList] = useState<readonly Offer[]>([]);
  const [at, setAt] = useState(-1);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const open = list.length > 0;
  useEffect(() => () => clearTimeout(timer.current), []);

  function asking(): Asking | null {
    const { cases, catalogs } = house.get();
    const state = cases[id];
    const catalog = state && catalogs[state.catalog];
    return catalog ? { name, item, values: shownValues(state), catalog } : null;
  }

  function look(text: string, wait: number): void {
    clearTimeout(timer.current);
    const question = asking();
    const turn = ++asked.current;
    setAt(-1);
    if (!question) return;
    const here = offersHere(question, text);
    setList(here);
    if (!asksServer(name, text)) return;
    timer.current = setTimeout(() => {
      void offersThere(question, text).then((found) => turn === asked.current && setList([...here, ...found]));
    }, wait);
  }

  function close(): void {
    clearTimeout(timer.current);
    asked.current += 1;
    setList([]);
    setAt(-1);
  }

  useKeys(open ? { Escape: close } : {});
  return {
    list,
    at,
    open,
    listId,
    typed: (text) => (text.trim() ? look(text, REST) : close()),
    arrow: (by, text) => {
      if (!open) {
        if (by === 1) look(text, 0);
        return by === 1;
      }
      setAt((before) => (before + by + list.length + (before < 0 && by === -1 ? 1 : 0)) % list.length);
      return true;
    },
    marked: list[at] ?? null,
    close,
  };
}
