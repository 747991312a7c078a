// A letter of a text: a character with the variation selectors that follow it. Places are those of the field (UTF-16).

export interface At {
  readonly letter: string;
  readonly from: number;
  readonly to: number;
}

const LETTER = /[\s\S][\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]*/gu;

/** The letter before the cursor; at the beginning of a text the first one. Without text an empty place. */
export function letterAt(text: string, cursor: number): At {
  let before: At = { letter: "", from: 0, to: 0 };
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    if (index >= cursor && before.letter) break;
    before = { letter, from: index, to: index + letter.length };
  }
  return before;
}

/** Whether other forms are looked for: a kanji or one of the city's own letters, and no kana, figure or sign. */
export const isKanji = (letter: string): boolean => /^[\p{Ideographic}\p{Co}]/u.test(letter);

/** The text with this letter in that place; of a place that holds no kanji, after it. */
export function swapped(text: string, at: At, letter: string): { text: string; cursor: number } {
  const from = isKanji(at.letter) ? at.from : at.to;
  return { text: text.slice(0, from) + letter + text.slice(at.to), cursor: from + letter.length };
}

/** The code points as registers write them: U+908A U+E0110. */
export const codesOf = (letter: string): string =>
  [...letter].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
