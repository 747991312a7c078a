import type { Row, Seat } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import type { House } from "../city.ts";
import { lineStates, pageOf, peopleIn } from "./lines.ts";

const house: House = {
  offices: [{ office: "main", name: "本庁" }],
  counters: [
    { office: "main", group: "G05", name: "住民異動", floor: "1F", quiet: false },
    { office: "main", group: "G12", name: "おくやみコーナー", floor: "1F", quiet: true },
    { office: "main", group: "G20", name: "国民健康保険", floor: "1F", quiet: false },
    { office: "east", group: "G05", name: "住民異動", floor: "1F", quiet: false },
  ],
  windows: [
    { window: "W05", office: "main", group: "G05", number: "5" },
    { window: "W06", office: "main", group: "G05", number: "6" },
    { window: "W12", office: "main", group: "G12", number: "12" },
    { window: "W20", office: "main", group: "G20", number: "20" },
    { window: "E01", office: "east", group: "G05", number: "1" },
  ],
  lines: [
    { office: "main", line: "G05", group: "G05", name: "住民異動・印鑑登録" },
    { office: "main", line: "G12", group: "G12", name: "おくやみコーナー" },
    { office: "main", line: "G20", group: "G20", name: "国民健康保険" },
    { office: "east", line: "G05", group: "G05", name: "住民異動・印鑑登録" },
  ],
  services: [],
};

const seat = (window: string, state: string): Seat => ({ window, office: "main", version: 1, state, since: 0 });
const stand = (line: string, stage: string): Row => ({
  visit: `${line}${stage}${Math.random()}`,
  case: "",
  version: 1,
  office: "main",
  day: "",
  number: "A001",
  stage,
  line,
  service: "",
  arrived: 0,
  since: 0,
  line_since: 0,
});

describe("a line on the hall's screen", () => {
  it("counts who waits for a window and names the open ones", () => {
    const rows = ["waiting", "passing", "calling", "serving", "held", "done"].map((stage) => stand("G05", stage));
    const states = lineStates(house, "main", rows, [seat("W05", "open"), seat("W06", "paused")]);
    expect(states).toEqual([{ line: "G05", name: "住民異動", floor: "1F", waiting: 2, open: ["5"], wait: null }]);
    expect(peopleIn("G05", rows)).toBe(2);
  });

  it("says how long about where it is known and a window is open", () => {
    const waits = [
      { line: "G05", state: "known", low: 15, to: 25 },
      { line: "G20", state: "known", low: 5, to: 15 },
    ] as const;
    const rows = [stand("G05", "waiting"), stand("G20", "waiting")];
    const states = lineStates(house, "main", rows, [seat("W05", "open"), seat("W20", "closed")], waits);
    expect(states.map((one) => one.wait)).toEqual(["15〜25分", null]);
  });

  it("has what is handed over under it, where it is known how long that takes", () => {
    const waits = [
      { line: "G05", state: "learning", handing: { state: "known", low: 20, to: 35 } },
      { line: "G20", state: "known", low: 5, to: 15, handing: { state: "learning" } },
    ] as const;
    const rows = [stand("G05", "processing"), stand("G05", "ready"), stand("G05", "delivering"), stand("G20", "ready")];
    const states = lineStates(house, "main", rows, [seat("W05", "open"), seat("W20", "open")], waits);
    expect(states.map((one) => [one.line, one.handing ?? false, one.waiting, one.wait])).toEqual([
      ["G05", false, 0, null],
      ["G05", true, 2, "20〜35分"],
      ["G20", false, 0, "5〜15分"],
    ]);
  });

  it("stands there when people wait although no window is open, so that they know", () => {
    expect(lineStates(house, "main", [stand("G20", "waiting")], [seat("W20", "closed")])[0]?.open).toEqual([]);
  });

  it("is left out when nobody waits and no window is open", () => {
    expect(lineStates(house, "main", [], [seat("W05", "away")])).toEqual([]);
  });

  it("is never shown for a quiet counter", () => {
    expect(lineStates(house, "main", [stand("G12", "waiting")], [seat("W12", "open")])).toEqual([]);
  });
});

describe("more lines than fit", () => {
  it("are shown a page at a time, and all of them come round", () => {
    const all = [1, 2, 3, 4, 5];
    const shown = [0, 1, 2, 3].map((turn) => pageOf(all, 2, turn));
    expect(shown.map((one) => one.rows)).toEqual([[1, 2], [3, 4], [5], [1, 2]]);
    expect(shown.map((one) => one.page)).toEqual([1, 2, 3, 1]);
  });

  it("are one page when there are none", () => {
    expect(pageOf([], 10, 7)).toEqual({ rows: [], page: 1, pages: 1 });
  });
});
