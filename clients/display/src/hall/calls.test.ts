import type { Row } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { below, type Calls, heed, LIT_MS, lit, MOST_TALK_MS, NO_CALLS, tick } from "./calls.ts";

const NINE = Date.UTC(2027, 3, 1, 0);

function row(number: string, more: Partial<Row> = {}): Row {
  return {
    visit: `v-${number}`,
    case: "",
    version: 1,
    office: "main",
    day: "2027-04-01",
    number,
    stage: "waiting",
    line: "G05",
    service: "",
    arrived: 0,
    since: NINE,
    line_since: 0,
    ...more,
  };
}

function called(number: string, at: number, more: Partial<Row> = {}): Row {
  return row(number, { stage: "calling", window: "W05", calls: 1, called_at: at, ...more });
}

/** The screen as time goes by: rows heard at their times, a tick every 200 ms. */
function watch(until: number, heard: Record<number, Row[]>): { calls: Calls; announced: string[] } {
  let calls = NO_CALLS;
  const announced: string[] = [];
  for (let now = NINE; now <= NINE + until; now += 200) {
    const before = calls.top;
    const rows = heard[now - NINE];
    calls = rows ? heed(calls, rows, now) : tick(calls, now);
    if (calls.top && calls.top.began === now && calls.top.key !== before?.key) announced.push(calls.top.number);
  }
  return { calls, announced };
}

describe("a call", () => {
  it("stands large at once, lit for ten seconds, and stays when they are over", () => {
    const calls = heed(NO_CALLS, [called("A001", NINE)], NINE);
    expect(calls.top?.number).toBe("A001");
    expect(lit(calls.top!, NINE + LIT_MS - 1)).toBe(true);
    expect(lit(calls.top!, NINE + LIT_MS)).toBe(false);
    expect(tick(calls, NINE + 600_000).top?.number).toBe("A001");
  });

  it("is announced again when the window calls again", () => {
    const { announced } = watch(15_000, {
      0: [called("A001", NINE)],
      12000: [called("A001", NINE + 12_000, { calls: 2 })],
    });
    expect(announced).toEqual(["A001", "A001"]);
  });

  it("is not announced twice because the same row is heard twice", () => {
    const { announced } = watch(30_000, { 0: [called("A001", NINE)], 15000: [called("A001", NINE)] });
    expect(announced).toEqual(["A001"]);
  });

  it("is shown but not announced when the screen was off while it was called", () => {
    const calls = heed(NO_CALLS, [called("A001", NINE - 60_000)], NINE);
    expect(calls.top?.number).toBe("A001");
    expect(lit(calls.top!, NINE)).toBe(false);
  });

  it("goes away when the window takes it back, also while it waits for its turn", () => {
    const first = heed(NO_CALLS, [called("A001", NINE), called("A002", NINE + 100)], NINE + 100);
    expect(first.queue.map((call) => call.number)).toEqual(["A002"]);
    const taken = heed(first, [row("A001"), row("A002")], NINE + 1_000);
    expect(taken.top).toBeNull();
    expect(taken.queue).toEqual([]);
    expect(below(taken, 4)).toEqual([]);
  });

  it("goes away with a visit that left the boards", () => {
    const first = heed(NO_CALLS, [called("A001", NINE)], NINE);
    expect(heed(first, [{ ...called("A001", NINE), number: "", stage: "done" }], NINE + 1).top).toBeNull();
    expect(heed(first, [], NINE + 1).top).toBeNull();
  });
});

describe("several calls at once", () => {
  it("are announced one after another, in the order of the calls, and none is lost", () => {
    const rows = ["A003", "A001", "A002"].map((number, place) => called(number, NINE - 300 + place * 100));
    const { calls, announced } = watch(60_000, { 0: rows });
    expect(announced).toEqual(["A003", "A001", "A002"]);
    expect(calls.queue).toEqual([]);
  });

  it("give each its turn: the second waits five seconds, and the first is still below", () => {
    const first = heed(NO_CALLS, [called("A001", NINE), called("A002", NINE + 1)], NINE + 1);
    expect(tick(first, NINE + 5_000).top?.number).toBe("A001");
    const second = tick(first, NINE + 5_001);
    expect(second.top?.number).toBe("A002");
    expect(below(second, 4).map((call) => call.number)).toEqual(["A001"]);
  });

  it("wait for the voice of the one before, but not for one that is stuck", () => {
    const first = heed(NO_CALLS, [called("A001", NINE), called("A002", NINE + 1)], NINE + 1);
    expect(tick(first, NINE + 9_000, true).top?.number).toBe("A001");
    expect(tick(first, NINE + 9_000, false).top?.number).toBe("A002");
    expect(tick(first, NINE + 1 + MOST_TALK_MS, true).top?.number).toBe("A002");
  });

  it("skip the turn of somebody who came to the window before it", () => {
    const first = heed(NO_CALLS, [called("A001", NINE), called("A002", NINE)], NINE);
    const came = heed(first, [called("A001", NINE), called("A002", NINE, { stage: "serving" })], NINE + 1_000);
    expect(came.queue).toEqual([]);
  });

  it("leave the large place to whoever has not come yet", () => {
    const { calls } = watch(40_000, {
      0: [called("A001", NINE)],
      2000: [called("A001", NINE), called("A002", NINE + 2_000)],
      30000: [called("A001", NINE), called("A002", NINE + 2_000, { stage: "serving" })],
    });
    expect(calls.top?.number).toBe("A001");
    expect(below(calls, 4).map((call) => call.number)).toEqual(["A002"]);
  });

  it("keep who is still awaited on the screen when there is little room", () => {
    const rows = [called("A001", NINE - 90_000)].concat(
      ["B001", "B002", "B003", "B004", "B005"].map((number, place) =>
        called(number, NINE - 80_000 + place, { stage: "calling" }),
      ),
    );
    const before = heed(NO_CALLS, rows, NINE);
    const served = rows.map((one) => (one.number === "A001" ? one : { ...one, stage: "serving" }));
    const after = heed(before, [...served, called("C001", NINE)], NINE);
    expect(after.top?.number).toBe("C001");
    expect(below(after, 4).map((call) => call.number)).toContain("A001");
  });
});

describe("a screen that runs for weeks", () => {
  it("remembers nothing of visits that are gone", () => {
    let calls = NO_CALLS;
    for (let visit = 0; visit < 2_000; visit += 1) {
      calls = heed(calls, [called(`A${visit}`, NINE + visit * 60_000)], NINE + visit * 60_000);
    }
    expect(calls.known.size).toBe(1);
    expect(calls.past.length + calls.queue.length).toBeLessThan(30);
  });
});
