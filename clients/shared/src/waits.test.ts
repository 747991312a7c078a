import { describe, expect, it } from "vitest";
import { waitText } from "./waits.ts";

describe("待ち時間の目安", () => {
  it.each([
    [{ low: 15, to: 25 }, "15〜25分"],
    [{ low: 0, to: 15 }, "15分以内"],
    [{ low: 0, to: 5 }, "まもなく"],
    [{ low: 90 }, "90分以上"],
    [{ low: 60, to: null }, "60分以上"],
  ])("says %o as %s", (wait, said) => {
    expect(waitText(wait)).toBe(said);
  });
});
