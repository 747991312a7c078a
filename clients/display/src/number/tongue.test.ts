import { describe, expect, it } from "vitest";
import type { Words } from "../city.ts";
import { offered, tongue } from "./tongue.ts";

const city: Words = {
  ja: { S01: "引越し", "number.title": "番号をどうぞ" },
  en: {
    "number.title": "Please take a number",
    "number.ahead": "{n} waiting",
    S01: "Moving",
    "slip.fallback": "(Japanese)",
  },
  zh: {},
};

describe("the number screen's languages", () => {
  it("speaks Japanese with the city's own words over ours", () => {
    const ja = tongue(city, "ja");
    expect(ja.say("title")).toEqual({ text: "番号をどうぞ", lang: "ja", untranslated: false });
    expect(ja.say("ahead", 4).text).toBe("4人 待ち");
    expect(ja.called("S02", "印鑑登録")).toEqual({ text: "印鑑登録", lang: "ja", untranslated: false });
  });

  it("says about how long it takes, without a lower end where there is none and without an upper one", () => {
    const ja = tongue(city, "ja");
    expect(ja.about("wait", { low: 10, to: 15 }).text).toBe("受付《うけつけ》まで 約《やく》10〜15分《ふん》");
    expect(ja.about("handing", { low: 0, to: 5 }).text).toContain("お渡《わた》しまで 5分《ふん》以内《いない》");
    expect(ja.about("wait", { low: 90, to: null }).text).toContain("90分《ふん》以上《いじょう》");
    const words = { ...city, en: { ...city.en, "number.wait": "To the counter: {n}" } };
    expect(tongue(words, "en").about("wait", { low: 10, to: 15 }).untranslated).toBe(true);
    const whole = { ...words, en: { ...words.en, "number.minutes": "about {a}-{b} min" } };
    expect(tongue(whole, "en").about("wait", { low: 10, to: 15 })).toEqual({
      text: "To the counter: about 10-15 min",
      lang: "en",
      untranslated: false,
    });
  });

  it("says what the city has translated", () => {
    const en = tongue(city, "en");
    expect(en.say("ahead", 4)).toEqual({ text: "4 waiting", lang: "en", untranslated: false });
    expect(en.called("S01", "引越し（転入）")).toEqual({ text: "Moving", lang: "en", untranslated: false });
    expect(en.legend().text).toBe("(Japanese)");
  });

  it("marks what stands in Japanese because nobody translated it", () => {
    const en = tongue(city, "en");
    expect(en.called("S02", "印鑑登録")).toEqual({ text: "印鑑登録", lang: "ja", untranslated: true });
    expect(en.say("first").untranslated).toBe(true);
    expect(en.say("first").lang).toBe("ja");
    expect(tongue({}, "vi").say("title").untranslated).toBe(true);
  });

  it("offers the languages in which the city says something, Japanese first and always", () => {
    expect(offered(city)).toEqual(["ja", "en"]);
    expect(offered({})).toEqual(["ja"]);
  });
});
