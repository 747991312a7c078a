import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/date_limits.json";
import { besideDate, pastLimit, unknownDates } from "./dates";
import type { ItemDef } from "./fields";
import { parseDate, spell } from "./wareki";

const birth: ItemDef = {
  key: "m_birth",
  label: "生年月日",
  scope: "person",
  kind: "date",
  max_len: 10,
  standard_item: "生年月日",
  calendar: "by_nationality",
  allows_unknown_date: true,
};
const TODAY = "2026-11-21";

describe("what stands beside a date", () => {
  it("is the other calendar, and of a birth age and school year", () => {
    expect(besideDate(birth, "1984-04-12", TODAY)).toEqual({ other: "1984年", age: 42, grade: "" });
    expect(besideDate(birth, "2017-04-01", TODAY)).toEqual({ other: "2017年", age: 9, grade: "小4" });
    expect(besideDate(birth, "1984-04-12", TODAY, true)?.other).toBe("昭和59年");
  });

  it("is nothing for words and for what is no date", () => {
    expect(besideDate(birth, "?:昭和12年月日不詳", TODAY)).toBeNull();
    expect(besideDate(birth, "あした", TODAY)).toBeNull();
  });
});

describe("limits of dates, as tests/vectors/date_limits.json says", () => {
  const checks: Record<string, string[]> = vectors.checks;
  it.each(vectors.cases)("$do $value $event", ({ do: of, value, values, event, out }) => {
    const [than, side, warn] = out ?? [];
    const stands = values as Record<string, string>;
    const past = pastLimit({ ...birth, checks: checks[of]! }, value, stands, event, vectors.today);
    expect(past).toEqual(out ? { than, side, warn } : null);
  });
});

describe("words for a date that is not known", () => {
  it("are made of as much as was typed", () => {
    expect(unknownDates("")).toEqual(["年月日不詳"]);
    expect(unknownDates("S12")).toContain("昭和12年月日不詳");
    expect(unknownDates("昭和12年")).toContain("昭和12年春");
    expect(unknownDates("1937")).toContain("昭和12年頃");
    expect(unknownDates("S12.3")).toContain("昭和12年3月上旬");
    expect(unknownDates("昭12年3月")).toContain("昭和12年3月日不詳");
    expect(unknownDates("S120304")).toEqual(["推定昭和12年3月4日", "昭和12年3月4日頃"]);
  });

  it("are taken by the field, each of them", () => {
    for (const typed of ["", "S12", "昭和64年", "平成元年", "1937", "S12.3", "S120304"]) {
      for (const words of unknownDates(typed)) expect(spell(parseDate(words, true))).toBe(`?:${words}`);
    }
  });

  it("are none for what is no date at all", () => {
    expect(unknownDates("やまだ")).toEqual([]);
    expect(unknownDates("S12.13")).toEqual([]);
  });
});
