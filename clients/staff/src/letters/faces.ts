// The faces in which names print, as this screen has them: fetched once for the page, and said to be missing when they are.

import { useEffect, useSyncExternalStore } from "react";

const SHEET = "/api/fonts/names.css";
const FAMILY = "madoguchi-names-";

let missing = false;
const listeners = new Set<() => void>();

function miss(): void {
  missing = true;
  for (const listener of listeners) listener();
}

/** Names are shown in their faces from the moment somebody is signed in. */
export function useFaces(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn || document.querySelector(`link[href="${SHEET}"]`)) return;
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET });
    link.addEventListener("error", () => {
      link.remove(); // the next who signs in tries again
      miss();
    });
    document.fonts?.addEventListener("loadingerror", ({ fontfaces }) => {
      if (fontfaces.some((face) => face.family.includes(FAMILY))) miss();
    });
    document.head.append(link);
  }, [signedIn]);
}

/** Whether a face of names could not be had here. */
export function useFaceMissing(): boolean {
  return useSyncExternalStore(subscribe, () => missing);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
