import { describe, expect, test } from "vitest";
import { PATIENCE, QUIET, Silence } from "./silence.ts";

const ticks = (silence: Silence, count: number) => Array.from({ length: count }, () => silence.tick());
const said = (silence: Silence, count: number) => ticks(silence, count).filter((one) => one !== null);

describe("a line that says nothing", () => {
  test("is asked once, waited for, and given up", () => {
    const silence = new Silence();
    expect(said(silence, QUIET - 1)).toEqual([]);
    expect(silence.tick()).toBe("ask");
    expect(said(silence, PATIENCE - 1)).toEqual([]);
    expect(silence.tick()).toBe("give up");
  });

  test("is not even asked while anything comes", () => {
    const silence = new Silence();
    for (let round = 0; round < 50; round += 1) {
      expect(said(silence, QUIET - 1)).toEqual([]);
      silence.heard();
    }
  });

  test("is asked again after each answer", () => {
    const silence = new Silence();
    for (let round = 0; round < 5; round += 1) {
      expect(said(silence, QUIET + PATIENCE - 1)).toEqual(["ask"]);
      silence.heard();
    }
  });

  test("is waited for longer each time, never for ever, and as at first once it answers in time", () => {
    const silence = new Silence();
    const until = () => {
      let count = 1;
      while (silence.tick() !== "give up") count += 1;
      return count - QUIET;
    };
    expect([until(), until(), until(), until()]).toEqual([PATIENCE, 2 * PATIENCE, 4 * PATIENCE, 4 * PATIENCE]);
    ticks(silence, QUIET + PATIENCE);
    silence.heard();
    expect(until()).toBe(4 * PATIENCE);
    ticks(silence, QUIET + 1);
    silence.heard();
    expect(until()).toBe(PATIENCE);
  });
});
