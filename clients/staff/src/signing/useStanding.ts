import type { CaseState } from "@madoguchi/shared/caseStore.ts";
import { useCallback, useEffect, useState } from "react";
import { useHouseState } from "../hooks.ts";
import { readForms } from "./api.ts";
import { type Standing, standing } from "./standing.ts";

/** Edits come several a second while somebody types; what they make of the signatures is asked for when they rest. */
const REST_MS = 250;

export interface Known {
  standing: Standing | null;
  failed: boolean;
  again: () => void;
}

/** How the signatures stand, read again whenever the case has changed. */
export function useStanding(id: string): Known {
  const { cases, link } = useHouseState();
  const [found, setFound] = useState<Standing | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const rev = cases[id]?.rev ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each revision, and each try, asks anew
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(
      () =>
        void readForms(id)
          .then((list) => {
            if (!wanted) return;
            setFound(standing(list.forms));
            setFailed(false);
          })
          .catch(() => {
            if (wanted) setFailed(true);
          }),
      REST_MS,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, rev, tries, link]);
  return { standing: found, failed, again: useCallback(() => setTries((count) => count + 1), []) };
}

/** Whether the tablet of a window shows the papers of this case now. */
export function isShown(state: CaseState, window: string): boolean {
  const said = state.entries[`tablet.${window}`]?.value;
  if (said === null || typeof said !== "object" || Array.isArray(said)) return false;
  return said.what === "forms" && said.fence === state.fence;
}
