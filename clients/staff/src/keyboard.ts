// The keyboard of the whole page, heard before anything else: first the scanner, then the shortcuts. What lies on top
// has the keys; what lies under it has none.

import { type Keys, noKeys, type Press, press, REST, rest } from "./keys.ts";

interface Before {
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null;
  value: string;
}

interface Entry {
  combo: string;
  deed: () => void;
}

const BARRIER = "barrier";
const NO_FIELD = new Set(["button", "checkbox", "radio", "submit", "reset", "range", "color", "file", "image"]);
/** From so many digits on it may be a scan: nobody else is shown the letters so far. */
const SUSPECT = 4;

export class Keyboard {
  private stack: Entry[] = [];
  private keys: Keys<Before> = noKeys();
  /** While a scan is taken out of a field again, the field commits nothing. */
  restoring = false;
  onScan: (code: string) => void = () => {};
  onAnyKey: () => void = () => {};

  /** Hears the whole page. Returns how to stop. */
  listen(): () => void {
    const heard = (event: KeyboardEvent): void => this.down(event);
    window.addEventListener("keydown", heard, { capture: true });
    return () => window.removeEventListener("keydown", heard, { capture: true });
  }

  /** Registers keys ("F4", "Ctrl+b", "Alt+m", "Escape", "1"); the newest has them. Returns how to let go. */
  on(deeds: Record<string, () => void>): () => void {
    const mine = Object.entries(deeds).map(([combo, deed]) => ({ combo, deed }));
    this.stack.push(...mine);
    return () => {
      this.stack = this.stack.filter((entry) => !mine.includes(entry));
    };
  }

  /** Everything under this has no keys. */
  barrier(): () => void {
    const mine = { combo: BARRIER, deed: () => {} };
    this.stack.push(mine);
    return () => {
      this.stack = this.stack.filter((entry) => entry !== mine);
    };
  }

  get maybeScan(): boolean {
    return this.keys.target === "field" && this.keys.chars.filter((char) => /\d/.test(char.char)).length >= SUSPECT;
  }

  private down(event: KeyboardEvent): void {
    this.onAnyKey();
    const element = fieldOf(event.target);
    const decided = press(this.keys, this.read(event, element));
    this.keys = decided.keys;
    for (const key of decided.presses) this.run(key.toLowerCase());
    const { decision } = decided;
    if (decision.is === "hold") {
      setTimeout(() => this.settle(), REST + 5);
      event.preventDefault();
    } else if (decision.is === "scan" || decision.is === "swallow") {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (decision.is === "scan")
        this.scanned(decision.code, decision.restore, event.isComposing || event.keyCode === 229);
    } else if (!event.isComposing && event.keyCode !== 229 && !ownEnter(event) && this.run(comboOf(event))) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private read(event: KeyboardEvent, element: Before["element"]): Press<Before> {
    return {
      key: event.key,
      code: event.code,
      at: event.timeStamp,
      target: element ? "field" : "page",
      repeat: event.repeat,
      chord: event.ctrlKey || event.altKey || event.metaKey,
      before: { element, value: element?.value ?? "" },
    };
  }

  private settle(): void {
    const { keys, presses } = rest(this.keys, performance.now());
    this.keys = keys;
    for (const key of presses) this.run(key.toLowerCase());
  }

  private run(combo: string): boolean {
    for (const entry of this.stack.toReversed()) {
      if (entry.combo === combo) {
        entry.deed();
        return true;
      }
      if (entry.combo === BARRIER) return false;
    }
    return false;
  }

  private scanned(code: string, before: Before, composing: boolean): void {
    const { element } = before;
    if (!element) return this.onScan(code);
    this.restoring = true;
    if (composing) element.blur();
    setTimeout(
      () => {
        setValue(element, before.value);
        this.restoring = false;
        this.onScan(code);
      },
      composing ? 30 : 0,
    );
  }
}

export const keyboard = new Keyboard();

function fieldOf(target: EventTarget | null): Before["element"] {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target;
  return target instanceof HTMLInputElement && !NO_FIELD.has(target.type) ? target : null;
}

/** Enter on a button, a link or a field is theirs; only an Enter on nothing may be a shortcut. */
function ownEnter(event: KeyboardEvent): boolean {
  return (
    event.key === "Enter" &&
    !event.ctrlKey &&
    event.target instanceof Element &&
    event.target.matches("button, a, input, select, textarea")
  );
}

/** As if typed, so that React hears of it. */
function setValue(element: NonNullable<Before["element"]>, value: string): void {
  if (element.value === value) return;
  const proto = Object.getPrototypeOf(element) as object;
  Object.getOwnPropertyDescriptor(proto, "value")?.set?.call(element, value);
  element.dispatchEvent(new Event(element instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}

function comboOf(event: KeyboardEvent): string {
  const chord = `${event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.metaKey ? "Meta+" : ""}`;
  const key = /^Key[A-Z]$/.test(event.code) && chord ? event.code.slice(3).toLowerCase() : event.key;
  return chord + key;
}
