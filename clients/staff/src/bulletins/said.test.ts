import type { WindowAt } from "@madoguchi/shared/catalog.ts";
import type { Bulletin } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { addressed, fieldOf, momentOf, timesOf, toRead } from "./said.ts";

const NOW = Date.UTC(2027, 3, 1, 1, 30);
const HOUR = 3_600_000;
const said = (more: Partial<Bulletin> = {}): Bulletin => ({
  bulletin: "b1",
  to: "windows",
  text: "9番を手伝ってください",
  since: NOW - HOUR,
  until: NOW + HOUR,
  ...more,
});
const at: WindowAt = { office: "main", window: "W05", group: "G05", name: "5番窓口", number: "5", floor: "1F" };

describe("what a window has to read", () => {
  it.each([
    ["all windows", {}, 1],
    ["its counter", { group: "G05" }, 1],
    ["another counter", { group: "G20" }, 0],
    ["itself", { window: "W05" }, 1],
    ["another window", { window: "W06" }, 0],
    ["the hall", { to: "halls" as const }, 0],
    ["later", { since: NOW + 1 }, 0],
    ["what is over", { until: NOW }, 0],
    ["what it has read", { read: ["W05"] }, 0],
    ["what another one has read", { read: ["W06"] }, 1],
  ])("of what is said to %s", (_, more, count) => {
    expect(toRead([said(more)], at, NOW)).toHaveLength(count);
  });

  it("is nothing for somebody who sits nowhere", () => {
    expect(toRead([said()], undefined, NOW)).toEqual([]);
  });
});

describe("what a floor manager writes", () => {
  it("goes to whom was chosen", () => {
    expect(addressed("halls")).toEqual({ to: "halls" });
    expect(addressed("group:G05")).toEqual({ to: "windows", group: "G05" });
    expect(addressed("window:W05")).toEqual({ to: "windows", window: "W05" });
  });

  it("stands by the city's clock, wherever the browser is", () => {
    expect(fieldOf(NOW)).toBe("2027-04-01T10:30");
    expect(momentOf(fieldOf(NOW))).toBe(NOW);
    expect(momentOf(fieldOf(NOW - 5 * HOUR))).toBe(NOW - 5 * HOUR);
    expect(timesOf(said(), NOW)).toBe("11:30 まで");
    expect(timesOf(said({ since: NOW + HOUR, until: NOW + 24 * HOUR }), NOW)).toBe("11:30 から 4月2日 10:30 まで");
  });
});
