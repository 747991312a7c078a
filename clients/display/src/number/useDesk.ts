import { useCallback, useRef, useState } from "react";
import { after, beginning, type Desk, type Happening } from "./desk.ts";

/** The number screen's step. `tell` says whether what happened changed anything: a second tap does not. */
export function useDesk(): { desk: Desk; tell: (it: Happening) => boolean } {
  const [desk, setDesk] = useState<Desk>(() => beginning(Date.now()));
  const current = useRef(desk);
  const tell = useCallback((it: Happening): boolean => {
    const next = after(current.current, it, Date.now());
    if (next === current.current) return false;
    current.current = next;
    setDesk(next);
    return true;
  }, []);
  return { desk, tell };
}
