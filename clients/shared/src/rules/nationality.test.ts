import { describe, expect, it } from "vitest";
import type { ItemDef } from "./fields";
import { isForeigner, mayEnter } from "./nationality";

const item = (key: string, more: Partial<ItemDef> = {}): ItemDef => ({
  key,
  label: key,
  scope: "person",
  kind: "text",
  max_len: 10,
  ...more,
});
const ITEMS = [
  item("m_name"),
  item("m_kyuuji", { standard_item: "旧氏" }),
  item("m_nat_cd", { foreign_only: true }),
  item("m_nat", { foreign_only: true }),
  item("m_status", { foreign_only: true }),
];
const may = (foreign: boolean | null) => ITEMS.filter((one) => mayEnter(one, foreign)).map((one) => one.key);

describe("who may have which items", () => {
  it("is everybody everything while nobody knows", () => {
    expect(isForeigner(ITEMS, {}, "a")).toBeNull();
    expect(may(null)).toHaveLength(ITEMS.length);
  });

  it("keeps a foreigner's items from a Japanese", () => {
    expect(isForeigner(ITEMS, { "p.a.m_nat_cd": "JPN" }, "a")).toBe(false);
    expect(may(false)).toEqual(["m_name", "m_kyuuji", "m_nat_cd"]);
  });

  it("keeps 旧氏 from a foreigner", () => {
    expect(isForeigner(ITEMS, { "p.a.m_nat_cd": "BRA" }, "a")).toBe(true);
    expect(isForeigner(ITEMS, { "p.a.m_status": "永住者" }, "a")).toBe(true);
    expect(may(true)).toEqual(["m_name", "m_nat_cd", "m_nat", "m_status"]);
  });

  it("looks at one person of a mixed household at a time", () => {
    const values = { "p.a.m_nat_cd": "JPN", "p.b.m_nat_cd": "BRA" };
    expect([isForeigner(ITEMS, values, "a"), isForeigner(ITEMS, values, "b"), isForeigner(ITEMS, values, "c")]).toEqual(
      [false, true, null],
    );
  });
});
