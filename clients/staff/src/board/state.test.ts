import type { Row, Seat } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { needsOf } from "./needs.ts";
import { floorOf } from "./state.ts";

const NOW = Date.UTC(2027, 3, 1, 1, 30);
const MINUTE = 60_000;
const ago = (minutes: number): number => NOW - minutes * MINUTE;

const at = { office: "main", name: "", floor: "1F" };
const house = {
  windows: [
    { ...at, window: "W05", group: "G05", number: "5" },
    { ...at, window: "W06", group: "G05", number: "6" },
    { ...at, window: "W20", group: "G20", number: "20" },
    { ...at, window: "E01", office: "east", group: "G05", number: "1" },
  ],
  lines: [
    { office: "main", line: "G05", group: "G05", name: "住民異動", letters: "A" },
    { office: "main", line: "G20", group: "G20", name: "国民健康保険", letters: "F" },
    { office: "east", line: "G05", group: "G05", name: "住民異動", letters: "Y" },
  ],
};

function row(number: string, stage: string, since: number, more: Partial<Row> = {}): Row {
  return {
    visit: number,
    case: `case-${number}`,
    version: 1,
    office: "main",
    day: "2027-04-01",
    number,
    stage,
    line: "G05",
    service: "S01",
    arrived: since,
    since,
    line_since: since,
    ...more,
  };
}

const seat = (window: string, state: string, since: number, clerks: string[] = []): Seat => ({
  window,
  office: "main",
  version: 1,
  state,
  since,
  clerks,
});

const targets = {
  wait_minutes: 30,
  service_minutes: 30,
  flow_minutes: 20,
  away_minutes: 10,
  wait_minutes_of: { G20: 15 },
};

function floor(rows: Row[], seats: Seat[] = []) {
  return floorOf(
    house,
    targets,
    "main",
    new Map(rows.map((one) => [one.visit, one])),
    new Map(seats.map((one) => [one.window, one])),
    NOW,
  );
}

describe("a line", () => {
  it("tells those apart who were received and wait for what is handed over, and stands there for them alone", () => {
    const { lines } = floor([
      row("A001", "processing", ago(12)),
      row("A002", "ready", ago(3)),
      row("A003", "delivering", ago(1)),
      row("A004", "processing", ago(9), { channel: "post" }),
    ]);
    expect(lines.map((line) => [line.line, line.waiting.length, line.received.map((one) => one.number)])).toEqual([
      ["G05", 0, ["A001", "A002"]],
    ]);
  });

  it("counts who waits, handed over or new, and how long the longest has waited here", () => {
    const { lines, people, longest } = floor([
      row("A001", "waiting", ago(12)),
      row("A002", "passing", ago(3), { arrived: ago(90) }),
      row("A003", "serving", ago(40)),
      row("A004", "done", ago(40)),
    ]);
    expect(lines.map((line) => [line.line, line.waiting.length, line.longest, line.over])).toEqual([
      ["G05", 2, 12, false],
    ]);
    expect(people).toBe(2);
    expect([longest?.row.number, longest?.minutes]).toEqual(["A001", 12]);
  });

  it("has a target of its own where the city has set one", () => {
    const { lines } = floor([row("F001", "waiting", ago(16), { line: "G20" }), row("A001", "waiting", ago(16))]);
    expect(lines.map((line) => [line.line, line.target, line.over])).toEqual([
      ["G05", 30, false],
      ["G20", 15, true],
    ]);
  });

  it("is over its target after more than thirty minutes", () => {
    expect(floor([row("A001", "waiting", ago(30))]).lines[0]?.over).toBe(false);
    expect(floor([row("A001", "waiting", ago(31))]).lines[0]?.over).toBe(true);
  });

  it("counts post and telephone as work, and not as people who wait", () => {
    const { people, remote, longest, lines } = floor([row("A001", "waiting", ago(300), { channel: "post" })]);
    expect([people, remote, longest, lines[0]?.over]).toEqual([0, 1, null, false]);
  });

  it("is among the quiet ones when nobody waits and no window is staffed", () => {
    const { lines, quiet } = floor([], [seat("W05", "open", ago(5))]);
    expect(lines.map((line) => line.line)).toEqual(["G05"]);
    expect(quiet.map((line) => line.line)).toEqual(["G20"]);
  });

  it("knows nothing of another office", () => {
    expect(floor([row("Y001", "waiting", ago(9), { office: "east" })]).people).toBe(0);
  });
});

describe("a window", () => {
  it("says who sits there, with whom, and since when", () => {
    const { lines, open, staffed } = floor(
      [row("A001", "serving", ago(7), { window: "W05" }), row("A002", "processing", ago(2), { window: "W05" })],
      [seat("W05", "open", ago(60), ["中村"]), seat("W06", "away", ago(4), ["西川"])],
    );
    const [five, six] = lines[0]!.windows;
    expect([five?.use, five?.who, five?.row?.number, five?.since]).toEqual(["busy", "中村", "A001", ago(7)]);
    expect([six?.use, six?.who, six?.since]).toEqual(["away", "西川", ago(4)]);
    expect([open, staffed]).toEqual([1, 2]);
  });

  it("is free since its last visitor went on", () => {
    const gone = row("A001", "passing", ago(3), { from_window: "W05", line: "G20" });
    expect(floor([gone], [seat("W05", "open", ago(60))]).lines[0]?.windows[0]).toMatchObject({
      use: "free",
      since: ago(3),
    });
  });

  it("is long with one visitor after more than thirty minutes", () => {
    const long = floor([row("A001", "serving", ago(31), { window: "W05" })], [seat("W05", "open", ago(60))]);
    expect(long.lines[0]?.windows[0]?.long).toBe(true);
  });
});

describe("cases on their way", () => {
  it("are those between counters, the longest first", () => {
    const { flow, absent } = floor([
      row("A001", "processing", ago(1)),
      row("A002", "ready", ago(9)),
      row("A003", "held", ago(5)),
      row("A004", "passing", ago(7)),
      row("A005", "absent", ago(2)),
      row("A006", "calling", ago(2)),
    ]);
    expect(flow.map((one) => one.number)).toEqual(["A002", "A004", "A003", "A001"]);
    expect(absent.map((one) => one.number)).toEqual(["A005"]);
  });
});

describe("a window that helps another counter out", () => {
  it("stands in that counter's line, and in its own no more", () => {
    const helping = { ...seat("W06", "open", ago(5), ["石井"]), serves: "G20" };
    const { lines } = floor(
      [row("A001", "waiting", ago(1)), row("F001", "waiting", ago(1), { line: "G20" })],
      [helping],
    );
    const windows = (line: string) => lines.find((one) => one.line === line)?.windows.map((one) => one.window);
    expect(windows("G05")).toEqual(["W05"]);
    expect(windows("G20")).toEqual(["W06", "W20"]);
  });
});

describe("what needs the manager", () => {
  it("is nothing on a calm floor", () => {
    const calm = floor([row("A001", "waiting", ago(5))], [seat("W05", "open", ago(60))]);
    expect(needsOf(calm, NOW)).toEqual([]);
  });

  it("begins with the line that nobody calls from, then the one over its target", () => {
    const busy = floor(
      [
        row("F001", "waiting", ago(2), { line: "G20" }),
        row("A001", "waiting", ago(50)),
        row("A002", "serving", ago(40), { window: "W05" }),
        row("A003", "held", ago(25), { window: "W05" }),
      ],
      [seat("W05", "open", ago(60)), seat("W06", "away", ago(11)), seat("W20", "paused", ago(3))],
    );
    expect(needsOf(busy, NOW).map((need) => need.is)).toEqual(["nobody", "over", "long", "away", "stuck"]);
  });

  it("says of a line that nobody calls from only that", () => {
    const alone = floor([row("F001", "waiting", ago(50), { line: "G20" })]);
    expect(needsOf(alone, NOW).map((need) => need.is)).toEqual(["nobody"]);
  });
});
