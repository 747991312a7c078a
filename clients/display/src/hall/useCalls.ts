import type { Rows } from "@madoguchi/shared/lines.ts";
import { useEffect, useRef, useState } from "react";
import type { City } from "../city.ts";
import { type Calls, heed, NO_CALLS, tick } from "./calls.ts";
import type { Sound } from "./sound.ts";
import { spokenCall } from "./spoken.ts";

/** The calls as they stand at `now` (ms of the server's clock); each announcement begins with the chime, then it is
 * spoken, and the next one waits for that. */
export function useCalls(rows: Rows, ready: boolean, now: number, city: City, sound: Sound): Calls {
  const [calls, setCalls] = useState<Calls>(NO_CALLS);
  const clock = useRef(now);
  clock.current = now;

  useEffect(() => {
    if (ready) setCalls((before) => heed(before, rows.values(), clock.current, sound.talking));
  }, [rows, ready, sound]);
  useEffect(() => setCalls((before) => tick(before, now, sound.talking)), [now, sound]);

  const top = calls.top?.began ? calls.top : null;
  const announced = useRef("");
  useEffect(() => {
    const announcement = top ? `${top.key} ${top.began}` : "";
    if (!top || announced.current === announcement) return;
    announced.current = announcement;
    sound.announce(spokenCall(top, city), city.voice.rate);
  }, [top, city, sound]);

  return calls;
}
