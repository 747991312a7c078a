// The keyboard of the whole page, heard before anything else: first the scanner, then the shortcuts. What lies on top
// has the keys; what lies under it has none.

import { isRunning, type Keys, noKeys, type Press, press, REST, rest } from "./keys.ts";

interface Before {
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null;
  value: string;
}

interface Entry {
  combo: string;
  deed: () => void;
  /** A letter that is not kept back until it is clear that no scan began with it. */
  atOnce: boolean;
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

  /** Registers keys ("F4", "Ctrl+b", "Alt+m", "Escape", "1"); the newest has them. Returns how to let go.
   * `atOnce`: the letters among them wait for no scanner, whose codes are figures; one key, one deed, however fast. */
  on(deeds: Record<string, () => void>, atOnce = false): () => void {
    const mine = Object.entries(deeds).map(([combo, deed]) => ({ combo, deed, atOnce }));
    this.stack.push(...mine);
    return () => {
      this.stack = this.stack.filter((entry) => !mine.includes(entry));
    };
  }

  /** Everything under this has no keys. */
  barrier(): () => void {
    const mine = { combo: BARRIER, deed: () => {}, atOnce: false };
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
    if (!element && this.atOnce(event)) return;
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
    } else if (!event.isComposing && event.keyCode !== 229 && !isOwn(event) && this.run(comboOf(event))) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** A letter that is a shortcut at once, and not part of what a scanner is typing. Holding it down does nothing more. */
  private atOnce(event: KeyboardEvent): boolean {
    const letter = letterOf(event);
    if (!letter || isRunning(this.keys, event.timeStamp)) return false;
    const entry = this.find(letter);
    if (!entry?.atOnce) return false;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) entry.deed();
    return true;
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
    const entry = this.find(combo);
    entry?.deed();
    return entry !== undefined;
  }

  private find(combo: string): Entry | undefined {
    const top = this.stack.findLast((entry) => entry.combo === combo || entry.combo === BARRIER);
    return top?.combo === combo ? top : undefined;
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

/** Enter on a button, a link or a field is theirs; so is in a field every key that moves in it or writes. */
function isOwn(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element) || event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Enter") return event.target.matches("button, a, input, select, textarea");
  return event.target.matches("input, select, textarea") && ([...event.key].length === 1 || MOVING.test(event.key));
}

const MOVING = /^(Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|Backspace|Delete)$/;

/** The letter of a key without Ctrl, Alt or Meta; from its place while an IME has it. */
function letterOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return event.key === "Process" ? (/^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? null) : null;
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
