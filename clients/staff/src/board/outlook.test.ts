import { describe, expect, it } from "vitest";
import { clockOf, marks, points, top } from "./outlook.ts";

describe("the picture of the rest of the day", () => {
  it("ends where no window takes anybody any more", () => {
    const found = points(
      [600, 615, 630],
      [
        [1, 2, 3],
        [2, 3, null],
        [null, null, null],
      ],
      [1, 1, null],
    );
    expect(found).toEqual([{ at: 600, levels: [1, 2, 3], more: 1 }]);
  });

  it("has marks at full hours, and never so many that they touch", () => {
    expect(marks(636, 1035)).toEqual([720, 840, 960]);
    expect(marks(945, 1035)).toEqual([960, 990, 1020]);
    expect(marks(1030, 1035)).toEqual([]);
  });

  it("reads minutes as a clock", () => {
    expect([clockOf(510), clockOf(755.9)]).toEqual(["8:30", "12:35"]);
  });

  it("goes up to a round figure", () => {
    expect([top([]), top([7.2]), top([24]), top([61])]).toEqual([5, 10, 30, 90]);
  });
});
