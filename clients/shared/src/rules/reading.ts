// フリガナ from what an IME hears: the letters that were typed before they became characters. Pure: texts of its composition
// events go in.

import { toFull, toKatakana } from "./kana";

/** What came out of one composition, and how it was typed. */
export interface Heard {
  readonly written: string;
  readonly reading: string;
}

const SPACE = "\u3000";
const KANA = /^[\u3041-\u309f\u30a0-\u30ff]+$/u;
const SPOKEN = /^[\u3041-\u309f\u30a0-\u30ffA-Za-zＡ-Ｚａ-ｚ]+$/u;

/** The reading so far: each text that a composition shows is told in turn. Characters are no reading: what stood before
 * them stays. */
export function hear(before: string, shown: string): string {
  return SPOKEN.test(shown) ? shown : before;
}

/** The end of a composition: `reading` as `hear` left it, `written` what came out. null when nothing did. */
export function settle(reading: string, written: string): Heard | null {
  if (!written.trim()) return null;
  if (KANA.test(written)) return { written, reading: toKatakana(written) };
  const spoken = toKatakana(reading.replace(/[nｎ]$/iu, "ん").replace(/[A-Za-zＡ-Ｚａ-ｚ]+$/u, ""));
  return { written, reading: KANA.test(spoken) ? spoken : "" };
}

/** The フリガナ of a text: of each part the reading that was heard, of kana themselves, words parted by U+3000. "" when a part
 * was never heard (pasted, from a card): half a フリガナ would be taken for a whole one. */
export function kanaOf(text: string, heard: readonly Heard[]): string {
  const words = text.trim().split(/\s+/u).filter(Boolean);
  const left = [...heard];
  const read = words.map((word) => wordOf(word, left));
  return read.some((one) => one === "") ? "" : read.join(SPACE);
}

function wordOf(word: string, left: Heard[]): string {
  let said = "";
  for (let at = 0; at < word.length; ) {
    const next = left.findIndex((one) => one.reading && word.startsWith(one.written.trim(), at));
    if (next >= 0) {
      const found = left.splice(0, next + 1)[next]!;
      said += found.reading;
      at += found.written.trim().length;
    } else {
      const letter = toFull(word.charAt(at));
      if (!KANA.test(letter)) return "";
      said += toKatakana(letter);
      at += 1;
    }
  }
  return said;
}

/** The item that takes a name's フリガナ: m_name -> m_kana, m_kyuuji -> m_kyuuji_kana. */
export const kanaItem = (name: string): string =>
  name.endsWith("_name") ? name.replace(/_name$/, "_kana") : `${name}_kana`;
