import { expect, it } from "vitest";
import { differences } from "./Households.tsx";

it("shows only what a household gains and loses", () => {
  const published = { procedures: ["転入届", "国保"], bring: ["通帳"] };
  const draft = { procedures: ["転入届", "見守り登録"], bring: ["通帳"] };
  expect(differences({ published, draft })).toEqual([
    { kind: "procedures", lost: ["国保"], gained: ["見守り登録"], same: 1 },
  ]);
});
