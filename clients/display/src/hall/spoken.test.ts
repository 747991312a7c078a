import { describe, expect, it } from "vitest";
import type { City } from "../city.ts";
import type { Call } from "./calls.ts";
import { numberIn, spokenCall, spokenMove, trial } from "./spoken.ts";

const city: City = {
  name: "あおばの市",
  house: {
    offices: [{ office: "main", name: "本庁" }],
    counters: [
      { office: "main", group: "G05", name: "住民異動", floor: "1F", quiet: false },
      { office: "main", group: "G12", name: "おくやみコーナー", floor: "1F", quiet: true },
    ],
    windows: [
      { window: "W05", office: "main", group: "G05", number: "5" },
      { window: "W00", office: "main", group: "G05", number: "受付" },
      { window: "W12", office: "main", group: "G12", number: "12" },
    ],
    lines: [],
    services: [],
  },
  words: { en: { G05: "Moving", G20: "Health insurance" } },
  voice: { voice: ["ja", "en"], number: "whole", rate: 1 },
  numbers: null,
};
const call = (more: Partial<Call> = {}): Call => ({
  visit: "v",
  key: "v 1 0",
  number: "A012",
  window: "W05",
  line: "G05",
  at: 0,
  delivery: false,
  pending: true,
  began: 0,
  ...more,
});
const texts = (found: { text: string }[]) => found.map((one) => one.text);

describe("what the hall says aloud", () => {
  it("is the number and the window, in the city's languages and their order", () => {
    expect(texts(spokenCall(call(), city))).toEqual([
      "受付番号、エーの、12番の方、5番窓口へ、お越しください。",
      "Number A 12, please come to window 5.",
    ]);
    const english = { ...city, voice: { ...city.voice, voice: ["en" as const] } };
    expect(spokenCall(call(), english).map((one) => one.lang)).toEqual(["en"]);
    expect(spokenCall(call(), { ...city, voice: { ...city.voice, voice: [] } })).toEqual([]);
  });

  it("says a number as one or digit by digit, as the city wants", () => {
    expect(numberIn("ja", "A012", "digits")).toBe("エー、ゼロ、イチ、ニー");
    expect(numberIn("en", "N120", "digits")).toBe("N, one, two, zero");
    expect(numberIn("ja", "120", "whole")).toBe("120番");
    expect(numberIn("ja", "予000018", "whole")).toBe("予の、18番");
  });

  it("says that papers are ready, and names a window that has no figure", () => {
    expect(texts(spokenCall(call({ delivery: true, window: "W00" }), city))).toEqual([
      "交付の準備ができました。受付番号、エーの、12番の方、受付へ、お越しください。",
      "Your documents are ready. Number A 12, please come to the counter on the screen.",
    ]);
  });

  it("is never a quiet counter's call", () => {
    expect(spokenCall(call({ window: "W12" }), city)).toEqual([]);
  });

  it("tells a whole line once where it is called now, in English where both names are known", () => {
    const name = (line: string) => (line === "G05" ? "住民異動" : "国民健康保険");
    expect(texts(spokenMove({ line: "G05", to: "G20" }, city, name))).toEqual([
      "住民異動でお待ちの方へ。番号はそのままで、国民健康保険の窓口でお呼びします。",
      "If you wait for Moving: keep your number, you will be called at Health insurance.",
    ]);
    expect(spokenMove({ line: "G05", to: "G99" }, city, name).map((one) => one.lang)).toEqual(["ja"]);
  });

  it("can be tried without anybody's number", () => {
    expect(trial("ja", city).text).toContain("試験");
    expect(trial("en", city).text).toContain("test");
  });
});
