import { expect, it } from "vitest";
import { differing } from "./Sides.tsx";

it("names only what a household gains or loses something of, whatever their order", () => {
  const published = { procedures: ["転入届", "国保"], bring: ["通帳", "印鑑"], blocks: [] };
  const draft = { procedures: ["転入届"], bring: ["印鑑", "通帳"], papers: ["見守り登録"], blocks: [] };
  expect(differing({ published, draft })).toEqual(["procedures", "papers"]);
});
