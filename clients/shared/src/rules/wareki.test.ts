import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/wareki.json";
import { hold, type Vector } from "./vectors";
import { age, type Calendar, grade, parseDate, short, show, spell } from "./wareki";

describe("dates, as tests/vectors/wareki.json says", () => {
  it.each(vectors as Vector[])("$do $in", (vector) => {
    const [first, second, third] = vector.in as [string, unknown?, unknown?];
    const deeds: Record<string, () => unknown> = {
      parse: () => spell(parseDate(first, second === true)),
      show: () => show(first, second as Calendar, third === true),
      short: () => short(first),
      age: () => age(first, second as string),
      grade: () => grade(first, second as string),
    };
    hold(vector, deeds[vector.do]!);
  });

  it("reads back every day that it shows", () => {
    for (let at = Date.UTC(1873, 0, 1); at < Date.UTC(2030, 0, 1); at += 86_400_000 * 17) {
      const day = new Date(at).toISOString().slice(0, 10);
      expect(spell(parseDate(show(day, "wareki", true)))).toBe(day);
      expect(spell(parseDate(short(day)))).toBe(day);
    }
  });
});
