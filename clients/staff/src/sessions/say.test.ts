import { expect, test } from "vitest";
import { moment, terminalOf } from "./say.ts";

const DAY = 86_400_000;

test("a terminal is said as people call it", () => {
  expect(terminalOf("edge/windows")).toBe("WindowsのPC（Microsoft Edge）");
  expect(terminalOf("safari/ios")).toBe("iPhone・iPad（Safari）");
});

test("what is not known is said so", () => {
  expect(terminalOf("/linux")).toBe("LinuxのPC（ブラウザーは不明）");
  for (const nothing of ["", "/", "lynx/amiga"]) {
    expect(terminalOf(nothing)).toBe("種類のわからない端末（ブラウザーは不明）");
  }
});

test("today is told by the clock, another day by its date", () => {
  const now = Date.UTC(2026, 10, 20, 3, 5);
  expect(moment(now - 60_000, now)).toBe("今日 12:04");
  expect(moment(now - DAY, now)).toContain("令和8年11月19日");
});
