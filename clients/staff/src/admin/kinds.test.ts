import { describe, expect, it } from "vitest";
import type { Column } from "./api.ts";
import { idOf, nextId, titleOf } from "./kinds.ts";
import { pathOf, placeOf } from "./place.ts";
import { narrowed } from "./search.ts";

const key = (name: string, required = true): Column => ({ name, label: name, kind: "text", key: true, required });

describe("the kinds of things", () => {
  it("are named by their key columns, as the server names them", () => {
    expect(idOf([key("q_id")], { q_id: " Q001 " })).toBe("Q001");
    expect(idOf([key("dict"), key("code")], { dict: "country", code: "VNM" })).toBe("country.VNM");
    expect(idOf([key("machiaza_id"), key("banchi_from", false)], { machiaza_id: "0001001" })).toBe("0001001");
  });

  it("have no name while a part of it is missing", () => {
    expect(idOf([key("dict"), key("code")], { dict: "country", code: "" })).toBe("");
  });

  it("are numbered on from the highest", () => {
    expect(nextId(["Q001", "Q186", "Q012"])).toBe("Q187");
    expect(nextId(["R09"])).toBe("R10");
    expect(nextId(["pause-1", "TENNYU"])).toBe("");
  });

  it("are called by what they say, else by their id", () => {
    expect(titleOf("rules", "R05", { text: "", target: "転出証明書" })).toBe("転出証明書");
    expect(titleOf("rules", "R05", undefined)).toBe("R05");
  });
});

describe("the address of a page", () => {
  it("holds draft, page and row, whatever their letters are", () => {
    for (const id of ["Q001", "country.VNM", "bring.本人/確認~d", "50%"]) {
      const path = pathOf("abc", "codes", id);
      expect(path).not.toContain(".");
      expect(placeOf(path)).toEqual({ draft: "abc", page: "codes", id });
    }
  });

  it("begins with the drafts", () => {
    expect(placeOf("/admin")).toEqual({ draft: null, page: "start", id: null });
    expect(placeOf("/admin/%zz/questions")).toEqual({ draft: null, page: "questions", id: null });
  });
});

describe("narrowing a list", () => {
  const all = [
    { id: "Q010", row: { text_ja: "マイナンバーカードはありますか？" } },
    { id: "Q001", row: { text_ja: "Q010 のあとの質問" } },
  ];

  it("finds all words, in kana of either kind and width", () => {
    expect(narrowed(all, "ﾏｲﾅﾝﾊﾞｰ あります")).toEqual([all[0]]);
    expect(narrowed(all, "まいなんばー 質問")).toEqual([]);
  });

  it("puts a whole id first", () => {
    expect(narrowed([...all].reverse(), "q010").map((one) => one.id)).toEqual(["Q010", "Q001"]);
  });

  it("finds one among five thousand rows", () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({
      id: `Q${at}`,
      row: { text_ja: `質問その${at}`, help_ja: "" },
    }));
    expect(narrowed(many, "その4999")).toHaveLength(1);
  });
});
