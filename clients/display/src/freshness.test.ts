import { describe, expect, it } from "vitest";
import { begun, STALE_MS, signs, staleSince } from "./freshness.ts";

const current = (at: number) => signs(signs(begun(at), { up: true }, at), { answered: at }, at);

describe("a screen", () => {
  it("is current while the line stands and the server answers", () => {
    let now = current(0);
    for (let clock = 3_000; clock <= 60_000; clock += 3_000) now = signs(now, { answered: clock }, clock);
    expect(staleSince(now, 62_000)).toBeNull();
  });

  it("says it within ten seconds when the server answers no more, although the line seems to stand", () => {
    const now = current(0);
    expect(staleSince(now, STALE_MS - 1)).toBeNull();
    expect(staleSince(signs(now, {}, STALE_MS), STALE_MS)).toBe(0);
  });

  it("says it when the line is cut although the server answers", () => {
    let now = signs(current(0), { up: false }, 0);
    for (let clock = 3_000; clock <= 12_000; clock += 3_000) now = signs(now, { answered: clock }, clock);
    expect(staleSince(now, 12_000)).toBe(0);
  });

  it("says it when the house itself is not alive", () => {
    let now = signs(current(0), { live: false }, 0);
    for (let clock = 3_000; clock <= 12_000; clock += 3_000) now = signs(now, { answered: clock }, clock);
    expect(staleSince(now, 12_000)).toBe(0);
  });

  it("is current again at once when the line is back", () => {
    const cut = signs(current(0), { up: false }, 0);
    const back = signs(cut, { up: true, answered: 30_000 }, 30_000);
    expect(staleSince(back, 30_001)).toBeNull();
  });
});
