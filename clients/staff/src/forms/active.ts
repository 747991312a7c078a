// Which field has the cursor, and what is typed in it so far: the form in view marks it and shows the letters at once. Of this
// screen alone; nothing of it goes anywhere.

import { useSyncExternalStore } from "react";

export interface ActiveField {
  readonly case: string;
  readonly key: string;
  /** null: nothing is typed that is not in the case already. */
  readonly typed: string | null;
}

let now: ActiveField | null = null;
const listeners = new Set<() => void>();

function set(next: ActiveField | null): void {
  if (next?.case === now?.case && next?.key === now?.key && next?.typed === now?.typed) return;
  now = next;
  for (const listener of listeners) listener();
}

export const active = {
  enter: (id: string, key: string): void => set({ case: id, key, typed: now?.key === key ? now.typed : null }),
  type: (id: string, key: string, typed: string | null): void => {
    if (now?.case === id && now.key === key) set({ case: id, key, typed });
  },
  /** The field keeps its mark until another one is entered: looking at the paper takes the cursor away. */
  leave: (id: string, key: string): void => {
    if (now?.case === id && now.key === key) set({ ...now, typed: null });
  },
  /** Nothing of a case outlives it. */
  forget: (id: string): void => {
    if (now?.case === id) set(null);
  },
};

/** The field of this case that has the cursor, or had it last. */
export function useActive(id: string): ActiveField | null {
  const found = useSyncExternalStore(subscribe, () => now);
  return found?.case === id ? found : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
