import { describe, expect, it } from "vitest";
import type { Proposal } from "../api.ts";
import { isThere, tickedAtFirst } from "./proposals.ts";

const proposal = (how: Proposal["how"], x: number, kind = "text"): Proposal => ({
  name: "氏名",
  how,
  row: { kind, x: String(x), y: "10", w: "30", h: "8" },
});

describe("what a file proposes", () => {
  const standing = [{ x: 100, y: 12, w: 30, h: 8 }];

  it("is ticked where its item is known and nothing stands there", () => {
    const offered = [proposal("label", 10), proposal("", 50), proposal("key", 95), proposal("", 150, "sign")];
    expect([...tickedAtFirst(offered, standing)]).toEqual([0, 3]);
  });

  it("is there when a field lies over its place, and not beside it", () => {
    expect(isThere(proposal("key", 125), standing)).toBe(true);
    expect(isThere(proposal("key", 130), standing)).toBe(false);
  });
});
