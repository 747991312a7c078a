import { expect, test } from "vitest";
import { howItStands } from "./stands.ts";

const IDLE = { service: true, readers: {}, scanners: {}, last: "", went: false };

test("a PC that holds no line says only that", () => {
  expect(howItStands(null)).toBe("つながっていません");
});

test("readers, scanners and the last read stand in one line", () => {
  expect(howItStands({ ...IDLE, readers: { a: true, b: true }, last: "10:12", went: true })).toBe(
    "つながっています・カードリーダー 2台・10:12 読み取りました",
  );
  expect(howItStands({ ...IDLE, readers: { a: false }, scanners: { COM3: true }, last: "09:05" })).toBe(
    "つながっています・カードリーダーが1台外れています・スキャナー 1台・09:05 読み取れませんでした",
  );
});

test("what is missing is said", () => {
  expect(howItStands(IDLE)).toBe("つながっています・カードリーダーがありません・まだ読み取っていません");
  expect(howItStands({ ...IDLE, service: false })).toContain("サービスが止まっています");
});
