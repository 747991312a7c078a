import { describe, expect, it } from "vitest";
import type { ItemDef, Kind } from "./fields";
import { usedBefore } from "./used";

const item = (key: string, kind: Kind): ItemDef => ({ key, label: key, scope: "case", kind, max_len: 100 });
const ITEMS: Record<string, ItemDef> = Object.fromEntries(
  [
    item("m_name", "name"),
    item("koseki_hittosha", "name"),
    item("m_tel", "tel"),
    item("m_school", "text"),
    item("m_job", "text"),
    item("m_retire", "date"),
    item("m_birth", "date"),
    item("m_kana", "kana"),
    ...["new", "old", "koseki"].map((place) => item(`${place}_town`, "text")),
    item("old_postal", "postal"),
  ].map((one) => [one.key, one]),
);
const look = (key: string) => ITEMS[key.split(".").at(-1) ?? ""];
const at = (key: string, values: Record<string, string>) => usedBefore(values, look(key)!, key, look);
const FAMILY = {
  "p.a.m_name": "山田　太郎",
  "p.b.m_name": "山田　花子",
  "p.a.m_tel": "09000001234",
  "p.a.m_school": "中央小学校",
  "p.a.m_birth": "1984-04-12",
};

describe("values used before in this case", () => {
  it("are a family's name for the next person, once", () => {
    expect(at("p.c.m_name", FAMILY).map((one) => one.text)).toEqual(["山田　"]);
  });

  it("are whole names where a name of the household is asked", () => {
    expect(at("koseki_hittosha", FAMILY).map((one) => one.text)).toEqual(["山田　太郎", "山田　花子"]);
  });

  it("are the same item of other people, and nothing that only looks alike", () => {
    expect(at("p.b.m_tel", FAMILY)).toEqual([
      { text: "09000001234", from: "p.a.m_tel", entries: { "p.b.m_tel": "09000001234" } },
    ]);
    expect(at("p.b.m_school", FAMILY).map((one) => one.text)).toEqual(["中央小学校"]);
    expect(at("p.b.m_job", FAMILY)).toEqual([]);
    expect(at("p.b.m_retire", FAMILY)).toEqual([]);
    expect(at("p.b.m_kana", FAMILY)).toEqual([]);
  });

  it("are whole addresses, without what a 本籍 does not have", () => {
    const values = {
      new_postal: "9990001",
      new_pref: "青葉県",
      new_city: "あおばの市",
      new_town: "中央一丁目",
      new_banchi: "２番３号",
      new_katagaki: "あおばハイツ",
    };
    expect(at("koseki_town", values)).toEqual([
      {
        text: "青葉県あおばの市中央一丁目２番３号",
        from: "new_town",
        entries: {
          koseki_pref: "青葉県",
          koseki_city: "あおばの市",
          koseki_town: "中央一丁目",
          koseki_banchi: "２番３号",
        },
      },
    ]);
    expect(at("old_postal", values)[0]?.entries).toHaveProperty("old_katagaki", "あおばハイツ");
    expect(at("old_town", { new_pref: "青葉県" })).toEqual([]);
  });
});
