import { describe, expect, it } from "vitest";
import { type Heard, hear, kanaItem, kanaOf, settle } from "./reading";

/** One composition, as its events show it: everything that stood there in turn, and what came out. */
function compose(shown: string[], written: string): Heard | null {
  return settle(shown.reduce(hear, ""), written);
}

describe("フリガナ from the IME", () => {
  it("is what was typed before the characters came", () => {
    expect(compose(["ｙ", "や", "やｍ", "やま", "やまｄ", "やまだ", "山田"], "山田")).toEqual({
      written: "山田",
      reading: "ヤマダ",
    });
  });

  it("is the same whichever characters were chosen at the end", () => {
    expect(compose(["さいとう", "斉藤", "斎藤", "齋藤"], "齋藤")?.reading).toBe("サイトウ");
  });

  it("takes an n that waits for its vowel as ん", () => {
    expect(compose(["けん", "健"], "健")?.reading).toBe("ケン");
    expect(compose(["けｎ", "健"], "健")?.reading).toBe("ケン");
  });

  it("takes kana as they are", () => {
    expect(compose(["は", "はな"], "はな")?.reading).toBe("ハナ");
    expect(compose(["ｴﾘ", "エリ"], "エリ")?.reading).toBe("エリ");
  });

  it("is nothing when nothing came out", () => {
    expect(compose(["やま", ""], "")).toBeNull();
  });

  const heard = [
    { written: "山田", reading: "ヤマダ" },
    { written: "太郎", reading: "タロウ" },
  ];

  it("joins the words with a wide space", () => {
    expect(kanaOf("山田　太郎", heard)).toBe("ヤマダ　タロウ");
    expect(kanaOf("山田 太郎", heard)).toBe("ヤマダ　タロウ");
    expect(kanaOf("山田　はな", heard)).toBe("ヤマダ　ハナ");
  });

  it("goes with what was taken out again", () => {
    expect(kanaOf("太郎", heard)).toBe("タロウ");
    expect(kanaOf("", heard)).toBe("");
  });

  it("says nothing rather than half of it", () => {
    expect(kanaOf("佐藤　太郎", heard)).toBe("");
    expect(kanaOf("山田川　太郎", heard)).toBe("");
  });

  it("knows where it belongs", () => {
    expect(["m_name", "m_kyuuji", "m_tsusho"].map(kanaItem)).toEqual(["m_kana", "m_kyuuji_kana", "m_tsusho_kana"]);
  });
});
