// The cursor goes to an item, wherever it stands; what is not on the screen yet is waited for.

import { useEffect, useRef } from "react";

const FOR = 5_000;
const EVERY = 50;
/** What the server has to bring first is here by then. */
const LATE = 600;
/** Says whether the items in view are still on their way. */
type Bring = (key: string, late: boolean) => boolean;
let asker: Bring | null = null;
let latest = 0;

/** To the field of an entry. When no field of it is on the screen the page is asked to bring it, and again while it
 * has not come after a while. As long as other items are on their way the cursor is looked after: they may take its place. */
export function goTo(key: string): void {
  const from = fieldNow();
  latest += 1;
  if (focus(key)) return soon(key, Date.now(), "", latest);
  asker?.(key, false);
  soon(key, Date.now(), from, latest);
}

/** What brings an item that is not on the screen; `late`: it did not come by itself. */
export function useBring(bring: Bring): void {
  const newest = useRef(bring);
  newest.current = bring;
  useEffect(() => {
    const mine: Bring = (key, late) => newest.current(key, late);
    asker = mine;
    return () => {
      if (asker === mine) asker = null;
    };
  }, []);
}

function focus(key: string): boolean {
  const field = document.getElementById(`entry-${key}`);
  if (!field) return false;
  if (field === document.activeElement) return true;
  field.scrollIntoView({ block: "center" });
  field.focus();
  return true;
}

/** The field that has the cursor: its id, for the same field may be made anew. */
const fieldNow = (): string => {
  const now = document.activeElement;
  return now?.matches("input, select, textarea") ? now.id : "";
};

/** `from`: the field that had the cursor before; "" once it has left it. */
function soon(key: string, since: number, from: string, mine: number): void {
  setTimeout(() => {
    const now = fieldNow();
    const left = now !== "" && now !== from && now !== `entry-${key}`; // somebody works in another field meanwhile
    const waited = Date.now() - since;
    if (mine !== latest || left || waited > FOR) return;
    const here = document.getElementById(`entry-${key}`) !== null;
    const turning = asker?.(key, waited > LATE && !here) ?? false;
    if (focus(key) && !turning) return;
    soon(key, since, here ? "" : from, mine);
  }, EVERY);
}
