// What the hall says aloud, in Japanese and in English. Of quiet counters nothing.

import { type City, signOf } from "../city.ts";
import { isFigures } from "../words.ts";
import type { Call } from "./calls.ts";

export interface Sentence {
  lang: "ja" | "en";
  text: string;
}

const LETTERS: Readonly<Record<string, string>> = {
  A: "エー",
  B: "ビー",
  C: "シー",
  D: "ディー",
  E: "イー",
  F: "エフ",
  G: "ジー",
  H: "エイチ",
  J: "ジェー",
  K: "ケー",
  L: "エル",
  M: "エム",
  N: "エヌ",
  P: "ピー",
  R: "アール",
  S: "エス",
  T: "ティー",
  U: "ユー",
  V: "ブイ",
  W: "ダブリュー",
  X: "エックス",
  Y: "ワイ",
  Z: "ゼット",
};
const DIGITS = {
  ja: ["ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー"],
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
} as const;

/** A call, in the languages and in the order that the city wants; nothing for a quiet counter's window. */
export function spokenCall(call: Call, { house, voice }: City): Sentence[] {
  if (isQuiet(house, call.window)) return [];
  const sign = signOf(house, call.window);
  return voice.voice.map((lang) => ({
    lang,
    text:
      lang === "ja"
        ? `${call.delivery ? "交付の準備ができました。" : ""}受付番号、${numberIn("ja", call.number, voice.number)}の方、${
            isFigures(sign) ? `${sign}番窓口` : sign
          }へ、お越しください。`
        : `${call.delivery ? "Your documents are ready. " : ""}Number ${numberIn("en", call.number, voice.number)}, please come to ${
            isFigures(sign) ? `window ${sign}` : "the counter on the screen"
          }.`,
  }));
}

/** Everybody of a line is called elsewhere from now on; in English where the city has names for both counters. */
export function spokenMove(
  { line, to }: { line: string; to: string },
  { words, voice }: City,
  name: Namer,
): Sentence[] {
  const english = [words.en?.[line], words.en?.[to]];
  return voice.voice.flatMap((lang): Sentence[] => {
    if (lang === "ja") {
      return [{ lang, text: `${name(line)}でお待ちの方へ。番号はそのままで、${name(to)}の窓口でお呼びします。` }];
    }
    if (!english[0] || !english[1]) return [];
    return [{ lang, text: `If you wait for ${english[0]}: keep your number, you will be called at ${english[1]}.` }];
  });
}

/** What a test says: a call that is nobody's. */
export const trial = (lang: "ja" | "en", { voice }: City): Sentence => ({
  lang,
  text:
    lang === "ja"
      ? `音声の試験です。受付番号、${numberIn("ja", "A012", voice.number)}の方、5番窓口へ、お越しください。`
      : `This is a test. Number ${numberIn("en", "A012", voice.number)}, please come to window 5.`,
});

type Namer = (line: string) => string;

/** A012: エーの、12番; or エー、ゼロ、イチ、ニー. */
export function numberIn(lang: "ja" | "en", number: string, how: "whole" | "digits"): string {
  const [, letter = "", figures = ""] = /^(\D*)(\d*)$/.exec(number) ?? [];
  const name = lang === "ja" ? (LETTERS[letter] ?? letter) : letter;
  if (how === "digits") {
    const each = [...figures].map((one) => DIGITS[lang][Number(one)]);
    return [name, ...each].filter(Boolean).join(lang === "ja" ? "、" : ", ");
  }
  const whole = figures === "" ? "" : String(Number(figures));
  if (lang === "en") return [name, whole].filter(Boolean).join(" ");
  return name ? `${name}の、${whole}番` : `${whole}番`;
}

function isQuiet(house: City["house"], window: string): boolean {
  const found = house.windows.find((one) => one.window === window);
  return house.counters.some((one) => one.office === found?.office && one.group === found?.group && one.quiet);
}
