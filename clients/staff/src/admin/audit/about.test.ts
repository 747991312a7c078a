import { expect, test } from "vitest";
import { saidOf } from "./about.ts";

const names = {
  window: (id: string) => (id === "W05" ? "5番窓口（住民異動）" : undefined),
  group: (id: string) => (id === "G20" ? "国民健康保険" : id),
};

test("what a floor manager said stands there with whom it was said to", () => {
  expect(saidOf('{"bulletin":"x","text":"応援に入ってください","to":"W25"}', names)).toBe(
    "内容：応援に入ってください　宛先：W25",
  );
});

test("what became of a window is said in the words of the screens", () => {
  expect(saidOf('{"window":"W05","state":"paused"}', names)).toBe("窓口：5番窓口（住民異動）　状態：受付休止");
  expect(saidOf('{"window":"W99","group":"G20"}', names)).toBe("窓口：W99　窓口グループ：国民健康保険");
});

test("what is for programs alone is left out", () => {
  expect(saidOf('{"note_letters":12,"reason":"find-1"}', names)).toBe("");
});

test("a day is said as people say days", () => {
  expect(saidOf('{"day":"2027-04-01"}', names)).toBe("日：令和9年4月1日");
});
