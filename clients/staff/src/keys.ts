// Tells a keyboard-wedge scanner from fingers. Pure: key presses with their times in, decisions out.
//
// A scan is 12 or more digits, with a prefix of up to four other characters or none, ended by Enter (once or twice).
// Outside any text field that is enough. Inside a text field the rhythm decides as well: a scanner is even, or faster than
// any hand; it never corrects itself and never holds a key down. What a scan typed into a field is taken out again by
// restoring what stood there before its first character (`restore`), because an IME's composition cannot be held back.
//
// On the page, single keys are shortcuts. They are kept back for REST ms, so that the `1` of a scan settles no conflict.

export const DIGITS = 12;
export const REST = 250;
/** Longer than this between two characters, and they do not belong together. On the page digits mean nothing else, so a
 * clerk who reads a number off a torn slip may look up between its groups. */
const BREAK = { field: 1_000, page: 4_000 };
const AGAIN = 400;
const PREFIX = 4;
/** No hand types digits faster than this on average; every scanner at its usual speed does. */
const INHUMAN = 55;
/** Half of the intervals are shorter than this: a scanner, even if the machine under it stumbles now and then. */
const INHUMAN_MEDIAN = 40;
/** One interval in so many may be a stumble. */
const STUMBLES = 6;
/** A 手続番号: looked for at the end of a longer run of digits first. */
const TICKET = 16;
const SLOWEST = 160;
/** Spread of the intervals, relative to their mean: scanners stay under 0.1, hands over 0.2. */
const EVEN = 0.14;
const LONGEST = 1.5;
/** A scan that begins in the middle of a run of digits begins after a pause this many times its own pace. */
const APART = 2;

export interface Press<Before = unknown> {
  key: string;
  code: string;
  at: number;
  /** Where the focus is: a text field (or list) takes characters, the page does not. */
  target: "field" | "page";
  repeat: boolean;
  /** Ctrl, Alt or Meta is down. */
  chord: boolean;
  /** What stood in the field before this key. */
  before: Before;
}

interface Char<Before> {
  char: string;
  at: number;
  target: "field" | "page";
  before: Before;
}

export interface Keys<Before = unknown> {
  target: "field" | "page";
  chars: Char<Before>[];
  /** How many of them were given to the page as shortcuts already. */
  told: number;
  scannedAt: number;
}

export type Decision<Before = unknown> =
  /** The browser may have it. */
  | { is: "pass" }
  /** On the page: kept back until it is clear what it is. */
  | { is: "hold" }
  /** A scan ended here. The key is swallowed, and the field gets back what stood there. */
  | { is: "scan"; code: string; restore: Before }
  /** The second Enter of a scan. */
  | { is: "swallow" };

export interface Decided<Before> {
  keys: Keys<Before>;
  decision: Decision<Before>;
  /** Shortcuts that turned out to be pressed by fingers. */
  presses: string[];
}

export const noKeys = <Before>(): Keys<Before> => ({
  target: "page",
  chars: [],
  told: 0,
  scannedAt: Number.NEGATIVE_INFINITY,
});

/** What to do with one key that goes down. */
export function press<Before>(keys: Keys<Before>, event: Press<Before>): Decided<Before> {
  if (MODIFIERS.has(event.key)) return { keys, decision: { is: "pass" }, presses: [] };
  if (event.target !== keys.target) return press(moved(keys, event), event);
  if (isEnter(event)) return enter(keys, event);
  const char = charOf(event);
  if (char === null || event.chord || event.repeat) {
    return { keys: clear(keys), decision: { is: "pass" }, presses: released(keys) };
  }
  return character(keys, event, char);
}

/** The focus went elsewhere. In the middle of a scan (the screen changed under it) the digits still belong together. */
function moved<Before>(keys: Keys<Before>, event: Press<Before>): Keys<Before> {
  const last = keys.chars.at(-1);
  const inOneBreath = last !== undefined && event.at - last.at <= REST;
  return { ...(inOneBreath ? { ...keys, told: keys.chars.length } : clear(keys)), target: event.target };
}

/** Nothing came for a while: what was kept back on the page was fingers. (A scanner that only stumbled may still go on.) */
export function rest<Before>(keys: Keys<Before>, now: number): { keys: Keys<Before>; presses: string[] } {
  const last = keys.chars.at(-1);
  if (!last || keys.target === "field" || now - last.at < REST) return { keys, presses: [] };
  return { keys: { ...keys, told: keys.chars.length }, presses: released(keys) };
}

/** Whether something is coming in that may be a scan: what was typed a moment ago is not decided yet. */
export function isRunning<Before>(keys: Keys<Before>, now: number): boolean {
  const last = keys.chars.at(-1);
  return last !== undefined && now - last.at < REST;
}

function character<Before>(keys: Keys<Before>, event: Press<Before>, char: string): Decided<Before> {
  const last = keys.chars.at(-1);
  const pause = last ? event.at - last.at : 0;
  const stale = pause > BREAK[event.target];
  const presses = pause > REST ? released(keys) : [];
  const told = stale ? 0 : pause > REST ? keys.chars.length : keys.told;
  const kept = stale ? [] : keys.chars.slice(-63);
  const chars = [...kept, { char, at: event.at, target: event.target, before: event.before }];
  const decision: Decision<Before> = event.target === "page" ? { is: "hold" } : { is: "pass" };
  return { keys: { ...keys, chars, told: Math.min(told, kept.length) }, decision, presses };
}

function enter<Before>(keys: Keys<Before>, event: Press<Before>): Decided<Before> {
  const run = scanned(keys, event.at);
  if (run) {
    const code = run.digits.map((digit) => digit.char).join("");
    const typed = keys.chars.slice(keys.chars.indexOf(run.first)).find((char) => char.target === "field");
    const decision: Decision<Before> = { is: "scan", code, restore: (typed ?? run.first).before };
    return { keys: { ...clear(keys), scannedAt: event.at }, decision, presses: [] };
  }
  if (keys.chars.length === 0 && event.at - keys.scannedAt < AGAIN) {
    return { keys: { ...keys, scannedAt: Number.NEGATIVE_INFINITY }, decision: { is: "swallow" }, presses: [] };
  }
  return { keys: clear(keys), decision: { is: "pass" }, presses: released(keys) };
}

interface Run<Before> {
  digits: Char<Before>[];
  first: Char<Before>;
}

function scanned<Before>(keys: Keys<Before>, endedAt: number): Run<Before> | null {
  const { chars } = keys;
  let start = chars.length;
  while (start > 0 && isDigit(chars[start - 1]!.char)) start -= 1;
  const last = chars.at(-1);
  if (!last || endedAt - last.at > BREAK[keys.target]) return null;
  const digits = keys.target === "page" ? chars.slice(start) : even(chars.slice(start), endedAt);
  if (digits.length < DIGITS) return null;
  const whole = chars.length - digits.length === start;
  return { digits, first: whole ? prefixed(chars, start, digits) : digits[0]! };
}

/** The digits at the end of the run that came in a scanner's rhythm; what a hand typed just before is not part of it. */
function even<Before>(digits: Char<Before>[], endedAt: number): Char<Before>[] {
  const starts = Array.from({ length: Math.max(0, digits.length - DIGITS + 1) }, (_, from) => from);
  const ticket = digits.length - TICKET;
  for (const from of ticket > 0 ? [ticket, ...starts] : starts) {
    const part = digits.slice(from);
    const pause = from === 0 ? Number.POSITIVE_INFINITY : part[0]!.at - digits[from - 1]!.at;
    const pace = (endedAt - part[0]!.at) / part.length;
    if (pause >= pace * APART && isMachine([...part.map((digit) => digit.at), endedAt])) return part;
  }
  return [];
}

function isMachine(times: number[]): boolean {
  const gaps = times.slice(1).map((at, index) => at - times[index]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const longest = Math.max(...gaps);
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  if (median <= INHUMAN_MEDIAN) return gaps.filter((gap) => gap > INHUMAN).length * STUMBLES <= gaps.length;
  if (mean <= INHUMAN) return longest <= 150;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  return mean <= SLOWEST && spread / mean <= EVEN && longest <= mean * LONGEST;
}

/** The first character of the prefix that came in the same breath, or the first digit. */
function prefixed<Before>(chars: Char<Before>[], start: number, digits: Char<Before>[]): Char<Before> {
  const pace = (digits.at(-1)!.at - digits[0]!.at) / (digits.length - 1);
  let first = digits[0]!;
  for (let index = start - 1; index >= Math.max(0, start - PREFIX); index -= 1) {
    const before = chars[index]!;
    if (first.at - before.at > Math.max(pace * LONGEST, 32)) break;
    first = before;
  }
  return first;
}

/** What the page has not had yet, if it is so little that it was fingers. */
function released<Before>(keys: Keys<Before>): string[] {
  const waiting = keys.chars.slice(keys.told);
  return keys.target === "page" && waiting.length < PREFIX ? waiting.map((char) => char.char) : [];
}

const clear = <Before>(keys: Keys<Before>): Keys<Before> => ({ ...keys, chars: [], told: 0 });

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock", "NumLock"]);

const isDigit = (char: string): boolean => char >= "0" && char <= "9";

const isEnter = (event: Press): boolean =>
  event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter";

/** The character of a key: as the page sees it, or from the place of the key while an IME has it (key "Process"). */
function charOf(event: Press): string | null {
  if ([...event.key].length === 1 && event.key !== " " && event.key !== "　") return event.key.normalize("NFKC");
  if (event.key !== "Process" && event.key !== "Unidentified") return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return digit ?? letter?.toLowerCase() ?? (event.code.startsWith("Bracket") ? "]" : null);
}
