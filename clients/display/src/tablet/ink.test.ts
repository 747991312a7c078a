import { describe, expect, it } from "vitest";
import { begun, curve, drawn, isFull, isWritten, MOST_POINTS, MOST_STROKES, NOTHING, type Point, sent } from "./ink.ts";

const line = (count: number, from = 0): Point[] =>
  Array.from({ length: count }, (_, place) => [from + (place % 2) * 20, place * 2, place * 8]);
const all = (strokes: readonly (readonly Point[])[]): number => strokes.reduce((sum, one) => sum + one.length, 0);

describe("a signature", () => {
  it("takes strokes as they are made", () => {
    const one = drawn(begun(NOTHING, [10, 10, 100]), [
      [20, 10, 108],
      [30, 12, 116],
    ]);
    const two = begun(one, [50.4, 60.6, 400]);
    expect(sent(two)).toEqual([
      [
        [10, 10, 0],
        [20, 10, 8],
        [30, 12, 16],
      ],
      [[50, 61, 300]],
    ]);
  });

  it("leaves out what nobody sees", () => {
    const one = begun(NOTHING, [10, 10, 0]);
    expect(drawn(one, [[10.5, 10.2, 8]])).toBe(one);
    expect(drawn(NOTHING, [[10, 10, 8]])).toBe(NOTHING);
  });

  it("is no name while it is a touch only", () => {
    expect(isWritten(NOTHING)).toBe(false);
    expect(isWritten(begun(NOTHING, [10, 10, 0]))).toBe(false);
    expect(isWritten(drawn(begun(NOTHING, [10, 10, 0]), line(10)))).toBe(true);
  });

  it("never holds more than the server takes, and keeps the ends of each stroke", () => {
    let strokes = begun(NOTHING, [0, 0, 0]);
    for (let more = 0; more < 8; more += 1) {
      strokes = drawn(begun(strokes, [500, more, more]), line(1_500, more));
      expect(all(strokes)).toBeLessThanOrEqual(MOST_POINTS);
    }
    expect(strokes.at(-1)?.at(-1)).toEqual(line(1_500, 7).at(-1));
    for (let more = 0; more < 200; more += 1) strokes = begun(strokes, [more, 0, 0]);
    expect(strokes.length).toBe(MOST_STROKES);
    expect(isFull(strokes)).toBe(true);
  });

  it("is drawn through its points, and a dot is a dot", () => {
    expect(curve([[10, 20, 0]], 2)).toBe("M20 40l0.01 0");
    expect(
      curve(
        [
          [0, 0, 0],
          [10, 0, 8],
          [20, 10, 16],
        ],
        1,
      ),
    ).toBe("M0 0Q10 0 15 5L20 10");
    expect(curve([], 1)).toBe("");
  });
});
