import { describe, expect, it } from "vitest";
import { parts } from "./Plain.tsx";
import { words } from "./words.ts";

describe("plain Japanese", () => {
  it("takes the kanji before a reading, and nothing more", () => {
    expect(parts("お呼《よ》びします。番号《ばんごう》")).toEqual([
      { text: "お" },
      { text: "呼", reading: "よ" },
      { text: "びします。" },
      { text: "番号", reading: "ばんごう" },
    ]);
  });

  it("leaves a sentence without readings as it is", () => {
    expect(parts("すぐに")).toEqual([{ text: "すぐに" }]);
    expect(parts("")).toEqual([]);
  });

  it("has kana alone as readings, in every sentence that a visitor reads", () => {
    const said = [words.number, words.tablet, words.pairing]
      .flatMap((group) => Object.values(group))
      .map((one) => (typeof one === "function" ? (one as (of: never) => string)("5" as never) : one))
      .filter((one) => typeof one === "string");
    const readings = said.flatMap(parts).flatMap((part) => part.reading ?? []);
    expect(readings.length).toBeGreaterThan(10);
    for (const reading of readings) expect(reading).toMatch(/^\p{Script=Hiragana}+$/u);
    for (const part of said.flatMap(parts)) expect(part.text).not.toMatch(/[《》]/);
  });
});
