// Twin of handoff/characters.py: which characters may come in. What a person typed is never normalised, but for kana put together.

import { Refused } from "./refusal";

const plane = (code: number) => `\\u{${code.toString(16)}}`;
const NONCHARACTERS = Array.from(
  { length: 17 },
  (_, at) => plane((at << 16) | 0xfffe) + plane((at << 16) | 0xffff),
).join("");
const NEVER = `\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u{d800}-\\u{dfff}\\u{fdd0}-\\u{fdef}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\ufeff${NONCHARACTERS}`;
const BAD_TEXT = new RegExp(`[${NEVER}]`, "u");
const BAD_LINE = new RegExp(`[${NEVER}\\t\\n]`, "u");

const SELECTOR = "\\u180b-\\u180d\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";
const SEQUENCE = new RegExp(`(?<=[^${SELECTOR}])[${SELECTOR}]`, "gu");
const APART = /[\u3041-\u3096\u309d\u30a1-\u30fa\u30fd][\u3099\u309a]/gu;

/** The text as it is stored. `long` allows tab and newline. Refused: bad_characters, too_long. */
export function admit(text: string, limit: number, at?: string, long = false): string {
  if (text.length > 8 * limit + 128) throw new Refused("too_long", at, { n: text.length, limit });
  const bad = (long ? BAD_TEXT : BAD_LINE).exec(text);
  if (bad) throw new Refused("bad_characters", at, { code: spellCode(bad[0]) });
  const composed = composeKana(text);
  const n = count(composed);
  if (n > limit) throw new Refused("too_long", at, { n, limit });
  return composed;
}

/** Characters as a person counts them: code points, but a base with its variation selector is one. */
export function count(text: string): number {
  let points = 0;
  for (const _ of text) points += 1;
  return points - (text.match(SEQUENCE)?.length ?? 0);
}

/** か + U+3099 -> が; everything else as it is. */
export function composeKana(text: string): string {
  return text.replace(APART, (pair) => {
    const composed = pair.normalize("NFC");
    return composed.length === 1 ? composed : pair;
  });
}

const spellCode = (letter: string) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
