import { describe, expect, it } from "vitest";
import { servicesFor } from "./services.ts";

const counter = {
  office: "main",
  department: "",
  floor: "1F",
  walk_rank: 0,
  quiet: false,
  appointment: false,
  lines_first: [],
};
const catalog = {
  procedures: [
    { name: "転入届", group: "G05" },
    { name: "印鑑登録申請", group: "G05" },
    { name: "児童手当 認定請求", group: "G25" },
  ],
  house: {
    counters: [
      { ...counter, group: "G05", name: "住民異動", label: "5〜10番" },
      { ...counter, group: "G13", name: "マイナンバーカード", label: "13〜17番" },
      { ...counter, group: "G25", name: "子育て給付", label: "25番" },
    ],
    lines: [
      { office: "main", line: "L1", group: "G05", name: "住民異動・印鑑登録", letters: "A" },
      { office: "main", line: "L2", group: "G13", name: "マイナンバーカード", letters: "D" },
      { office: "main", line: "L3", group: "G25", name: "子育て給付", letters: "K" },
    ],
    services: [
      { office: "main", service: "S01", name: "引越し（転入・転居・転出）", line: "L1" },
      { office: "main", service: "S02", name: "印鑑登録", line: "L1" },
      { office: "main", service: "S07", name: "マイナンバーカード", line: "L2" },
      { office: "main", service: "S13", name: "子どもの給付", line: "L3" },
      { office: "east", service: "S02", name: "印鑑登録", line: "L1" },
    ],
  },
};
const found = (words: string): string[] => servicesFor(catalog, "main", words).map((one) => one.service);

describe("finding a service by typing", () => {
  it("shows all of this office when nothing is typed", () => {
    expect(found("")).toEqual(["S01", "S02", "S07", "S13"]);
    expect(found("　 ")).toEqual(["S01", "S02", "S07", "S13"]);
  });

  it("puts a service of that name before others of the same line", () => {
    expect(found("印鑑")).toEqual(["S02", "S01"]);
  });

  it("finds a service by a procedure that is done there", () => {
    expect(found("児童手当")).toEqual(["S13"]);
  });

  it("does not mind width, case and kind of kana", () => {
    expect(found("まいなんばー")).toEqual(["S07"]);
    expect(found("ﾏｲﾅﾝﾊﾞｰ")).toEqual(["S07"]);
    expect(found("２５番")).toEqual(["S13"]);
  });

  it("wants all the words", () => {
    expect(found("印鑑 転出")).toEqual(["S01"]);
    expect(found("印鑑 水道")).toEqual([]);
  });
});
