// Twin of handoff/kana.py: what is stored of a フリガナ, and the form in which it is searched (standard 2.1.2).

import { admit } from "./characters";
import { Refused } from "./refusal";

const HALF = "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ･ﾞﾟ";
const FULL =
  "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン・゛゜";
const PLAIN = "カキクケコサシスセソタチツテトハヒフヘホウワヲ";
const VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ";

type Table = Readonly<Record<string, string>>;

const table = (from: string, to: string): Table =>
  Object.fromEntries([...from].map((letter, at) => [letter, to.charAt(at)]));
const turn = (text: string, by: Table): string => [...text].map((letter) => by[letter] ?? letter).join("");

const TO_FULL = table(HALF, FULL);
const TO_HALF = table(FULL, HALF);
const MARK = table(PLAIN, VOICED);
const HALF_MARK = table("ハヒフヘホ", "パピプペポ");
const SMALL = table("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ");
const UNMARK = { ...table(VOICED, PLAIN), ...table("パピプペポ", "ハヒフヘホ"), ヂ: "シ", ヅ: "ス" };
const SOUND = { ワ: "ハ", ヲ: "オ", ヰ: "イ", ヱ: "エ", ヷ: "ハ", ヺ: "オ", ヮ: "ハ", ヴ: "フ", ヸ: "イ", ヹ: "エ" };
const FOLD: Table = { ...SMALL, ...UNMARK, ...SOUND };
const VU = table("ァィゥェォ", "ハヒフヘホ");
const UNHEARD = /[ー―－‐ｰ\-‑‒–—−─~〜～・\s]/gu;
const BACK: Table = Object.fromEntries([
  ...[...VOICED].map((after, at) => [after, `${PLAIN.charAt(at)}゛`]),
  ..."パピプペポ".split("").map((after, at) => [after, `${"ハヒフヘホ".charAt(at)}゜`]),
]);

/** Half-width katakana, with their voicing marks joined, as full-width ones. */
export function toFull(text: string): string {
  if (!/[\uff65-\uff9f]/.test(text)) return text;
  return turn(text, TO_FULL).replace(
    /([ァ-ヴ])([゛゜])/g,
    (pair, letter: string, mark: string) => (mark === "゛" ? MARK : HALF_MARK)[letter] ?? pair,
  );
}

/** Hiragana and half-width katakana as full-width katakana; everything else as it is. */
export const toKatakana = (text: string): string =>
  toFull(text).replace(/[\u3041-\u3096\u309d\u309e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));

/** Full-width katakana as half-width ones, as banks want them: small kana as large ones. */
export function toHalf(text: string): string {
  const spread = [...toKatakana(text)].map((letter) => SMALL[letter] ?? letter).map((letter) => BACK[letter] ?? letter);
  return turn(spread.join("").replaceAll("\u3000", " "), TO_HALF);
}

/** A フリガナ as it is stored: full-width katakana, ー and ・, words parted by one U+3000. Refused: not_kana. */
export function admitKana(text: string, limit: number, at?: string): string {
  const plain = toKatakana(admit(text, limit, at))
    .trim()
    .replace(/\s+/gu, "\u3000");
  if (plain && !/^[ァ-ヺーヽヾ・\u3000]+$/u.test(plain)) throw new Refused("not_kana", at);
  return plain;
}

/** The search form of a フリガナ. */
export function fold(text: string): string {
  const sounds = toKatakana(text).replace(/ヴ([ァィゥェォ])/g, (_, vowel: string) => VU[vowel] ?? "");
  return turn(sounds.replace(UNHEARD, ""), FOLD).replace(/(?<=[オコソトノホモヨロ])ウ+/g, "");
}
