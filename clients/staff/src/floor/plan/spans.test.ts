import { describe, expect, it } from "vitest";
import { clockOf, hoursOf, moved, type Span, shifted, withLunch, without } from "./spans.ts";

const DAY: Span[] = [
  [510, 720],
  [780, 1035],
];

describe("a window's plan, edited", () => {
  it("has its edges moved in steps of five minutes, never over a neighbour or over itself", () => {
    expect(moved(DAY, 0, 0, 503)).toEqual([[505, 720], DAY[1]]);
    expect(moved(DAY, 0, 1, 900)).toEqual([[510, 775], DAY[1]]);
    expect(moved(DAY, 1, 0, 100)).toEqual([DAY[0], [725, 1035]]);
    expect(moved(DAY, 1, 0, 1400)).toEqual([DAY[0], [1020, 1035]]);
    expect(moved(DAY, 0, 0, -50)).toEqual([[0, 720], DAY[1]]);
    expect(moved(DAY, 1, 1, 9000)).toEqual([DAY[0], [780, 1440]]);
    expect(moved(DAY, 7, 0, 500)).toEqual(DAY);
  });

  it("is shifted as a whole, as far as there is room", () => {
    expect(shifted(DAY, 0, 30)).toEqual([[540, 750], DAY[1]]);
    expect(shifted(DAY, 0, 300)).toEqual([[565, 775], DAY[1]]);
    expect(shifted(DAY, 1, -300)).toEqual([DAY[0], [725, 980]]);
  });

  it("gets its break at noon, or in the middle where noon is none", () => {
    expect(withLunch([[510, 1035]])).toEqual(DAY);
    expect(withLunch([[780, 1035]])).toEqual([
      [780, 880],
      [940, 1035],
    ]);
    expect(withLunch([[780, 800]])).toEqual([[780, 800]]);
    expect(withLunch([])).toEqual([]);
  });

  it("loses a span, and can lose all of them", () => {
    expect(without(DAY, 0)).toEqual([DAY[1]]);
    expect(without(without(DAY, 0), 0)).toEqual([]);
  });

  it("is shown within whole hours around the office's own", () => {
    expect(hoursOf(510, 1035, [DAY])).toEqual([480, 1080]);
    expect(hoursOf(540, 1020, [[[420, 1170]]])).toEqual([360, 1200]);
    expect(clockOf(515)).toBe("8:35");
  });
});
