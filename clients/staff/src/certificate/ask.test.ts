import type { Values } from "@madoguchi/shared/facts.ts";
import { describe, expect, it } from "vitest";
import { choices, current, ITEMS, lacking, type Said, splitAddress } from "./ask.ts";

const settings = { event: "SHOMEI", oneself: "Q001", photo: "Q003", kinds: [], uses: [], options: {} };
const said = (values: Values, person: string | null = "a"): Said => ({ settings, values, person });
const WHOLE: Values = {
  "q.Q001": true,
  "q.Q003": true,
  "p.a.m_id_doc1": "旅券",
  "p.a.m_name": "水野　光",
  "p.a.m_birth": "1987-06-03",
  "p.a.m_addr": "あおばの市本町一丁目８番２０号",
  cert_kind: "住民票（世帯全員）",
  cert_copies: 1,
  cert_purpose: "車の登録",
};

describe("what the certificate screen asks", () => {
  it("is ten items at most", () => {
    expect(ITEMS.length).toBeLessThanOrEqual(10);
  });

  it("goes on by itself from one choice to the next", () => {
    expect(current(said({}, null))).toBe("who");
    expect(current(said({ "q.Q001": false }))).toBe("paper");
    expect(current(said({ "q.Q001": true, "p.a.m_id_doc1": "旅券" }))).toBe("kind");
    expect(current(said({ "q.Q001": true, "q.Q003": false }))).toBe("kind");
    expect(current(said({ "q.Q001": true, "q.Q003": false, cert_kind: "除票" }))).toBe("use");
    expect(current(said(WHOLE))).toBeNull();
  });

  it("names what lacks", () => {
    expect(lacking(said({}, null))).toEqual(["who", "paper", "name", "birth", "address", "kind", "copies", "use"]);
    expect(lacking(said({ ...WHOLE, "p.a.m_birth": "" }))).toEqual(["birth"]);
    expect(lacking(said(WHOLE))).toEqual([]);
    expect(lacking(said(WHOLE, "b"))).toEqual(["paper", "name", "birth", "address"]);
  });

  it("gives each choice its key", () => {
    expect(choices(["除票", "附票"], "附票")).toEqual([
      { key: "a", label: "除票", on: false },
      { key: "b", label: "附票", on: true },
    ]);
  });

  it.each([
    [
      "あおばの市中央一丁目２番３号　あおばハイツ１０１",
      { new_city: "あおばの市", new_town: "中央一丁目", new_banchi: "２番３号", new_katagaki: "あおばハイツ１０１" },
    ],
    [
      "あおば県あおばの市大字山田１２３番地",
      { new_pref: "あおば県", new_city: "あおばの市", new_town: "大字山田", new_banchi: "１２３番地" },
    ],
    ["あおばの市みどり台三丁目", { new_city: "あおばの市", new_town: "みどり台三丁目" }],
    ["しおかぜ市浜町二丁目４番６号", null],
    ["しおかぜ市浜町二丁目４番６号 あおばの市", null],
    ["あおばの市", null],
    ["", null],
  ])("takes an address apart: %s", (address, parts) => {
    expect(splitAddress(address, "あおばの市")).toEqual(parts);
  });
});
