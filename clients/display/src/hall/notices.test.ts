import type { Bulletin } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { noticeAt } from "./notices.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const notice = (bulletin: string, since = NOW - MINUTE, until = NOW + MINUTE): Bulletin => ({
  bulletin,
  to: "halls",
  text: bulletin,
  since,
  until,
});

describe("the notice on the board", () => {
  it("stands from its time on, and not a moment longer than its end", () => {
    const one = [notice("a", NOW, NOW + MINUTE)];
    expect(noticeAt(one, NOW - 1)).toBeNull();
    expect(noticeAt(one, NOW)?.bulletin.bulletin).toBe("a");
    expect(noticeAt(one, NOW + MINUTE)).toBeNull();
  });

  it("is each of several in turn, and says how many there are", () => {
    const all = [notice("a"), notice("b"), notice("later", NOW + MINUTE)];
    const shown = [0, 12_000, 24_000].map((after) => noticeAt(all, NOW + after));
    expect(new Set(shown.map((one) => one?.bulletin.bulletin))).toEqual(new Set(["a", "b"]));
    expect(shown.map((one) => one?.pages)).toEqual([2, 2, 2]);
  });
});
