import { describe, expect, it } from "vitest";
import {
  aligned,
  around,
  boxOf,
  columnsOf,
  linesOf,
  mm,
  over,
  resized,
  snapped,
  snappedEdge,
  spread,
  within,
} from "./box.ts";

const PAGE = { width: 210, height: 297 };
const box = (x: number, y: number, w = 20, h = 10) => ({ x, y, w, h });

describe("a field's place", () => {
  it("is read from a row and written back to a hundredth", () => {
    expect(boxOf({ x: "40.5", y: "49.25", w: "154", h: "10" })).toEqual({ x: 40.5, y: 49.25, w: 154, h: 10 });
    expect(columnsOf({ x: 40.504, y: 1 / 3, w: 20, h: 10.1 + 0.2 })).toEqual({
      x: "40.5",
      y: "0.33",
      w: "20",
      h: "10.3",
    });
    expect(mm(0.1 + 0.2)).toBe("0.3");
  });

  it("is none while somebody types", () => {
    for (const x of ["", "x", "-"]) expect(boxOf({ x, y: "1", w: "2", h: "3" })).toBeNull();
    expect(boxOf({ x: "1", y: "1", w: "0", h: "3" })).toBeNull();
  });

  it("never leaves the page, alone or with others", () => {
    expect(within([box(5, 5), box(100, 100)], -10, 500, PAGE)).toEqual({ dx: -5, dy: 187 });
    expect(resized(box(180, 10), "e", 500, 0, PAGE).w).toBe(30);
    expect(resized(box(10, 10), "nw", 500, 500, PAGE)).toEqual({ x: 29, y: 19, w: 1, h: 1 });
    expect(resized(box(10, 10), "n", 0, -500, PAGE)).toEqual({ x: 10, y: 0, w: 20, h: 20 });
  });

  it("ends on the line of another one that is near", () => {
    const lines = linesOf([box(50, 50)]);
    expect(snapped(box(10, 10), 39.2, 20, lines)).toEqual({ dx: 40, dy: 20, guides: [{ axis: "x", at: 50 }] });
    expect(snapped(box(10, 10), 30, 20, linesOf([box(100, 100)])).guides).toEqual([]);
    expect(snappedEdge(box(10, 10), "e", 19.5, 0, lines)).toEqual({ dx: 20, dy: 0, guides: [{ axis: "x", at: 50 }] });
  });
});

describe("several fields", () => {
  it("stand on one line with the first, or are as wide", () => {
    expect(aligned([box(5, 1), box(50, 2, 30)], "left").map((one) => one.x)).toEqual([5, 5]);
    expect(aligned([box(5, 1), box(50, 2, 30)], "right")[1]).toEqual(box(-5, 2, 30));
    expect(aligned([box(5, 1), box(50, 2, 30)], "width")[1]!.w).toBe(20);
    expect(aligned([], "left")).toEqual([]);
  });

  it("have the same room between them, the outermost staying", () => {
    const found = spread([box(0, 0, 10), box(80, 0, 10), box(15, 0, 10)], "x");
    expect(found.map((one) => one.x)).toEqual([0, 80, 40]);
    expect(around(found)).toEqual({ x: 0, y: 0, w: 90, h: 10 });
  });

  it("are over one another only where they share room", () => {
    expect(over(box(0, 0), box(19, 9))).toBe(true);
    expect(over(box(0, 0), box(20, 0))).toBe(false);
  });
});
