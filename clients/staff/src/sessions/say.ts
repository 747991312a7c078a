// A session in words.

import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { when } from "../admin/when.ts";
import { OWN } from "./words.ts";

/** Today by the clock, other days by their date. */
export const moment = (at: number, now: number): string => (dayOf(at) === dayOf(now) ? OWN.today(clock(at)) : when(at));

/** `edge/windows` (handoff/browser.py) for people. */
export function terminalOf(browser: string): string {
  const [name = "", system = ""] = browser.split("/");
  return OWN.terminal(OWN.systems[system] ?? OWN.systems[""]!, OWN.browsers[name] ?? OWN.browsers[""]!);
}
