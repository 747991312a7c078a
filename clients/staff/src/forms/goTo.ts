// The cursor goes to an item, wherever it stands; what is not on the screen yet is waited for.

import { useEffect, useRef } from "react";

const FOR = 5_000;
const EVERY = 50;
/** What the server has to bring first is here by then. */
const LATE = 600;
type Bring = (key: string, late: boolean) => void;
let asker: Bring | null = null;

/** To the field of an entry. When no field of it is on the screen the page is asked to bring it, and again while it
 * has not come after a while. */
export function goTo(key: string): void {
  if (focus(key)) return;
  asker?.(key, false);
  soon(key, Date.now());
}

/** What brings an item that is not on the screen; `late`: it did not come by itself. */
export function useBring(bring: Bring): void {
  const latest = useRef(bring);
  latest.current = bring;
  useEffect(() => {
    const mine: Bring = (key, late) => latest.current(key, late);
    asker = mine;
    return () => {
      if (asker === mine) asker = null;
    };
  }, []);
}

function focus(key: string): boolean {
  const field = document.getElementById(`entry-${key}`);
  if (!field) return false;
  field.scrollIntoView({ block: "center" });
  field.focus();
  return true;
}

function soon(key: string, since: number): void {
  setTimeout(() => {
    const waited = Date.now() - since;
    if (focus(key) || waited > FOR) return;
    if (waited > LATE) asker?.(key, true);
    soon(key, since);
  }, EVERY);
}
