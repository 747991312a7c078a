// Narrowing a long list as one types: every word must stand somewhere in the row, in whatever form it was typed.

import type { Row } from "./api.ts";

const texts = new WeakMap<Row, string>();

/** Half width, small letters, hiragana: カナ, かな and ｶﾅ are one word. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function textOf(row: Row): string {
  let text = texts.get(row);
  if (text === undefined) {
    text = plain(Object.values(row).join("\n"));
    texts.set(row, text);
  }
  return text;
}

/** The rows in which all words stand. An id that is typed whole comes first. */
export function narrowed<T extends { id: string; row: Row }>(rows: readonly T[], said: string): readonly T[] {
  const words = plain(said).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const found = rows.filter((one) =>
    words.every((word) => textOf(one.row).includes(word) || plain(one.id).includes(word)),
  );
  const whole = found.findIndex((one) => plain(one.id) === words.join(" "));
  return whole > 0 ? [found[whole]!, ...found.slice(0, whole), ...found.slice(whole + 1)] : found;
}
