// What was chosen for a reason is given up again by itself.

import { useEffect, useRef } from "react";

/** Hides again `seconds` after something was `chosen` (anew, where it is chosen anew), unless it is given up before. */
export function useHiddenAgain(chosen: object | null, seconds: number, hide: () => void): void {
  const latest = useRef(hide);
  latest.current = hide;
  useEffect(() => {
    if (!chosen) return;
    const timer = setTimeout(() => latest.current(), seconds * 1_000);
    return () => clearTimeout(timer);
  }, [chosen, seconds]);
}
