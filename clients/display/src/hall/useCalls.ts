import type { Rows } from "@madoguchi/shared/lines.ts";
import { useEffect, useRef, useState } from "react";
import { type Calls, heed, NO_CALLS, tick } from "./calls.ts";
import { Chime } from "./chime.ts";

/** The calls as they stand at `now` (ms of the server's clock); each announcement begins with the chime. */
export function useCalls(rows: Rows, ready: boolean, now: number): { calls: Calls; silent: boolean } {
  const [calls, setCalls] = useState<Calls>(NO_CALLS);
  const [silent, setSilent] = useState(false);
  const chime = useRef<Chime | null>(null);
  const clock = useRef(now);
  clock.current = now;

  useEffect(() => {
    if (ready) setCalls((before) => heed(before, rows.values(), clock.current));
  }, [rows, ready]);
  useEffect(() => setCalls((before) => tick(before, now)), [now]);

  useEffect(() => {
    const made = new Chime();
    chime.current = made;
    const wake = (): void => {
      made.wake();
      setSilent(false);
    };
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    return () => {
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
      made.close();
    };
  }, []);

  const announcement = calls.top?.began ? `${calls.top.key} ${calls.top.began}` : "";
  useEffect(() => {
    if (!announcement || !chime.current) return;
    chime.current.ring();
    setSilent(!chime.current.sounds);
  }, [announcement]);

  return { calls, silent };
}
