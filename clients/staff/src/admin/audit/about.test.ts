import { expect, test } from "vitest";
import { saidOf } from "./about.ts";

test("what a floor manager said stands there with whom it was said to", () => {
  expect(saidOf('{"bulletin":"x","text":"応援に入ってください","to":"W25"}')).toBe(
    "内容：応援に入ってください　宛先：W25",
  );
});

test("what became of a window is said in the words of the screens", () => {
  expect(saidOf('{"window":"W05","state":"paused"}')).toBe("窓口：W05　状態：受付休止");
});

test("what is for programs alone is left out", () => {
  expect(saidOf('{"note_letters":12,"reason":"find-1"}')).toBe("");
});
