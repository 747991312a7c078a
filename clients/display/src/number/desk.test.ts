import { describe, expect, it } from "vitest";
import { after, beginning, type Desk, left, SETTLE_MS, STAYS_MS } from "./desk.ts";

const given = { number: "A012", line: "G05", ahead: 3, url: null };
const press = (request: string) => ({ what: "pressed", service: "S01", request }) as const;

describe("the number screen", () => {
  it("gives one number for one press, however often a finger taps", () => {
    let desk: Desk = after(beginning(0), press("r1"), 0);
    desk = after(desk, press("r2"), 50);
    desk = after(desk, press("r3"), 100);
    expect(desk).toEqual({ step: "asking", service: "S01", request: "r1" });
  });

  it("shows the number and begins anew after eight seconds", () => {
    const desk = after(after(beginning(0), press("r1"), 0), { what: "answered", request: "r1", given }, 300);
    expect(desk).toEqual({ step: "given", given, since: 300 });
    expect(after(desk, { what: "tick" }, 300 + STAYS_MS - 1).step).toBe("given");
    expect(after(desk, { what: "tick" }, 300 + STAYS_MS).step).toBe("choosing");
  });

  it("takes no tap that was meant for the screen before", () => {
    const shown = after(after(beginning(0), press("r1"), 0), { what: "answered", request: "r1", given }, 300);
    expect(after(shown, { what: "again" }, 300 + SETTLE_MS - 1).step).toBe("given");
    const anew = after(shown, { what: "again" }, 2_000);
    expect(after(anew, press("r2"), 2_000 + SETTLE_MS - 1).step).toBe("choosing");
    expect(after(anew, press("r2"), 2_000 + SETTLE_MS).step).toBe("asking");
  });

  it("hears no answer to what it no longer asks", () => {
    const asking = after(beginning(0), press("r2"), 0);
    expect(after(asking, { what: "answered", request: "r1", given }, 10)).toBe(asking);
    expect(after(beginning(0), { what: "refused", request: "r1", reason: null }, 10).step).toBe("choosing");
  });

  it("says no and begins anew by itself", () => {
    const no = after(
      after(beginning(0), press("r1"), 0),
      { what: "refused", request: "r1", reason: "numbers_used_up" },
      9,
    );
    expect(no.step).toBe("refused");
    expect(after(no, { what: "tick" }, 9 + STAYS_MS).step).toBe("choosing");
  });

  it("waits for an answer as long as it takes", () => {
    expect(left(after(beginning(0), press("r1"), 0), 10 ** 9)).toBe(Number.POSITIVE_INFINITY);
  });
});
