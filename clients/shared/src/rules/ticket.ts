// Twin of handoff/ticket.py: the shape of a 手続番号 (15 random digits and Damm's check digit, the city folded in).

import { Refused } from "./refusal";

export const LENGTH = 16;

// Row by row: the state that follows from this state and a digit.
const DAMM = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";

const LONGEST = 80;
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: scanners send them
const BETWEEN = /[\s\x00-\x1f\u3000\u200b\ufeff\-‐‑‒–—―−－ー～·・._/]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: scanners send them
const AROUND = /^[ \t\r\n\x02-\x04\u3000]+|[ \t\r\n\x02-\x04\u3000]+$/g;

/** The 16 digits of what was scanned or typed. Refused: bad_ticket with `fault` letters, short, long, check (and `n`, `of`). */
export function read(text: string, city: string, prefix = "", suffix = ""): string {
  if ([...text].length > LONGEST) throw bad("long", [...text].length);
  const plain = bare(text, prefix, suffix).replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0));
  const digits = plain.replace(BETWEEN, "");
  if (digits && !/^[0-9]+$/.test(digits)) throw bad("letters", [...digits].length);
  if (digits.length !== LENGTH) throw bad(digits.length < LENGTH ? "short" : "long", digits.length);
  if (run(digits, run(city, 0)) !== 0) throw bad("check", LENGTH);
  return digits;
}

/** In groups of four, as it is printed and read aloud. */
export const groups = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1 ");

function bare(text: string, prefix: string, suffix: string): string {
  const plain = text.replace(AROUND, "").replace(SYMBOLOGY, "");
  const headless = plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
  return suffix && headless.endsWith(suffix) ? headless.slice(0, -suffix.length) : headless;
}

const run = (digits: string, state: number): number =>
  [...digits].reduce((now, digit) => Number(DAMM[now * 10 + Number(digit)]), state);

const bad = (fault: string, n: number) => new Refused("bad_ticket", undefined, { fault, n, of: LENGTH });
