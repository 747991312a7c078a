// Presence and drafts: which field the cursor is in, the letters so far; at most seven a second, never letters of an IME's
// composition, never what may be a scan.

import type { House } from "./house.ts";
import { keyboard } from "./keyboard.ts";

const EVERY = 150;

export class Weather {
  private static readonly all = new WeakMap<House, Weather>();
  private last = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(private readonly house: House) {}

  static of(house: House): Weather {
    const known = Weather.all.get(house) ?? new Weather(house);
    Weather.all.set(house, known);
    return known;
  }

  enter(id: string, field: string): void {
    this.say(id, field, null);
  }

  leave(id: string, _field: string): void {
    this.say(id, null, null);
  }

  draft(id: string, field: string, draft: string): void {
    if (!keyboard.maybeScan) this.say(id, field, draft);
  }

  /** The newest word wins; older ones that were not said yet are nobody's loss. */
  private say(id: string, field: string | null, draft: string | null): void {
    clearTimeout(this.timer);
    const wait = Math.max(0, this.last + EVERY - Date.now());
    this.timer = setTimeout(() => {
      this.last = Date.now();
      this.house.say({ t: "weather", case: id, field, draft });
    }, wait);
  }
}
