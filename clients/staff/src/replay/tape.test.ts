import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/replay.json";
import { course, type Move, type Post, type ReplaySent, span, Tape } from "./tape.ts";

const moves = vectors.moves as unknown as Move[];
const posts = vectors.posts as Post[];
const sent: ReplaySent = { day: "2027-03-29", opens: 1_200, closes: 5_000, ends: 9_000, moves, posts, posts_since: 10 };

function told(tape: Tape) {
  const said = (...words: (string | number | null | undefined)[]): string =>
    words.filter((one) => one != null).join(" ");
  return {
    visits: Object.fromEntries([...tape.rows].map(([visit, row]) => [visit, said(row.stage, row.line, row.window)])),
    windows: Object.fromEntries(
      [...tape.seats].map(([window, seat]) => [window, said(seat.state, seat.since, seat.serves)]),
    ),
    calls: tape.calls,
  };
}

describe("a day's floor, as tests/vectors/replay.json says", () => {
  it.each(vectors.floors)("$name", ({ until, visits, windows, calls }) => {
    expect(told(new Tape(sent, "main").to(until))).toEqual({ visits, windows, calls });
  });

  it("is the same however one comes there: in steps, or back from the end", () => {
    const [tape, last] = [new Tape(sent, "main"), vectors.floors.at(-1)!.until];
    for (const { until, visits, windows, calls } of vectors.floors) {
      expect(told(tape.to(until))).toEqual({ visits, windows, calls });
      tape.to(last);
    }
  });

  it("counts who came and who is through", () => {
    const done: Move = [7_000, 0, 6, { ...moves[4]![3]!, stage: "done" }];
    const tape = new Tape({ ...sent, moves: [...moves, done] }, "main");
    expect([tape.to(2_000).came, tape.to(8_000).came]).toEqual([
      { all: 2, ended: 0 },
      { all: 3, ended: 1 },
    ]);
  });
});

describe("the course of a day", () => {
  it("is the people who wait, and not work by telephone", () => {
    expect(course(sent, "main", 1_000, 3_000, 500).map((one) => one.people)).toEqual([1, 1, 0, 0, 1]);
    expect(course(sent, "main", 1_000, 2_600, 500).map((one) => one.at)).toEqual([1_000, 1_500, 2_000, 2_500, 2_600]);
  });

  it("goes over the office's hours, and as far as anything happened", () => {
    expect(span(sent, 500)).toEqual([1_000, 6_000]);
    expect(span({ ...sent, moves: [] }, 500)).toEqual([1_000, 5_000]);
    expect(span({ ...sent, ends: 3_456 }, 500)).toEqual([1_000, 3_456]);
  });
});
