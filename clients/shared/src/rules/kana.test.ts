import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/kana.json";
import { admitKana, fold, toHalf, toKatakana } from "./kana";
import { hold, type Vector } from "./vectors";

const SERVER_ONLY = ["search_kana", "sound"];
const mine = (vectors as Vector[]).filter((vector) => !SERVER_ONLY.includes(vector.do));

describe("kana, as tests/vectors/kana.json says", () => {
  it.each(mine)("$do $in", (vector) => {
    const [text, limit] = vector.in as [string, number];
    const deeds: Record<string, () => unknown> = {
      to_katakana: () => toKatakana(text),
      to_half: () => toHalf(text),
      admit: () => admitKana(text, limit),
      fold: () => fold(text),
    };
    hold(vector, deeds[vector.do]!);
  });

  it("folds every kana to something that folds to itself", () => {
    for (let code = 0x30a1; code <= 0x30fa; code += 1) {
      const once = fold(String.fromCharCode(code));
      expect(fold(once)).toBe(once);
    }
  });
});
