import { describe, expect, it } from "vitest";
import { codesOf, isKanji, letterAt, swapped } from "./swap.ts";

const FORM = "邉\u{e0110}";

describe("a letter in a field", () => {
  it("is the one before the cursor, with its selector, and whole beyond the first plane", () => {
    expect(letterAt(`渡${FORM}太郎`, 4)).toEqual({ letter: FORM, from: 1, to: 4 });
    expect(letterAt("𠮷田", 2)).toEqual({ letter: "𠮷", from: 0, to: 2 });
    expect(letterAt("山田", 2).letter).toBe("田");
  });

  it("is the first one at the beginning, and none in an empty field", () => {
    expect(letterAt("山田", 0).letter).toBe("山");
    expect(letterAt("", 0)).toEqual({ letter: "", from: 0, to: 0 });
  });

  it("gives its place to another form; what is no kanji keeps it, and the new one comes after", () => {
    expect(swapped("渡辺太郎", letterAt("渡辺太郎", 2), FORM)).toEqual({ text: `渡${FORM}太郎`, cursor: 4 });
    expect(swapped(`渡${FORM}太郎`, letterAt(`渡${FORM}太郎`, 4), "邊")).toEqual({ text: "渡邊太郎", cursor: 2 });
    expect(swapped("たか", letterAt("たか", 2), "髙")).toEqual({ text: "たか髙", cursor: 3 });
    expect(swapped("", letterAt("", 0), "髙")).toEqual({ text: "髙", cursor: 1 });
  });

  it("has other forms when it is a kanji or the city's own", () => {
    expect(["辺", "𠮷", FORM, "\ue000"].filter(isKanji)).toHaveLength(4);
    expect(["か", "ー", "1", "A", " ", "", "・"].filter(isKanji)).toEqual([]);
  });

  it("is named by its code points", () => {
    expect(codesOf(FORM)).toBe("U+9089 U+E0110");
    expect(codesOf("𠮷")).toBe("U+20BB7");
  });
});
