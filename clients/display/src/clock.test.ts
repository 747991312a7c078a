import { describe, expect, it } from "vitest";
import { wallDay, wallTime } from "./clock.ts";

describe("the time on the wall", () => {
  it("is Tokyo's, with its weekday", () => {
    expect(wallTime(Date.UTC(2027, 3, 1, 1, 36, 42))).toEqual({ date: "4月1日(木)", time: "10:36", seconds: "42" });
  });

  it("writes the hour without a nought and the rest with one", () => {
    expect(wallTime(Date.UTC(2027, 3, 1, 23, 5, 7))).toEqual({ date: "4月2日(金)", time: "8:05", seconds: "07" });
  });

  it("begins a new day at midnight in Tokyo", () => {
    const midnight = Date.UTC(2027, 3, 1, 15);
    expect(wallDay(midnight) - wallDay(midnight - 1)).toBe(1);
  });
});
