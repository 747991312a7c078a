import type { Row, Seat } from "@madoguchi/shared/wire.ts";
import { expect, test } from "vitest";
import { type Desk, letGo, mayCall } from "./autoCall.ts";

const row = (more: Partial<Row>): Row => ({
  visit: "v",
  case: "c",
  version: 1,
  office: "main",
  day: "2027-03-29",
  number: "A001",
  stage: "done",
  line: "G05",
  service: "S01",
  arrived: 1,
  since: 1,
  line_since: 1,
  ...more,
});
const seat: Seat = { window: "W05", office: "main", version: 1, state: "open", since: 1, auto: true };
const GONE = row({ from_window: "W05" });
const NEXT = row({ visit: "n", case: "n", stage: "waiting" });
const desk = (more: Partial<Desk>): Desk => ({
  link: "up",
  covered: false,
  open: null,
  seat,
  line: { calling: [], serving: [], queue: [NEXT] },
  ...more,
});

test.each([
  ["finished here", { from_window: "W05" }, true],
  ["handed on from here", { from_window: "W05", stage: "passing" }, true],
  ["finished elsewhere", { from_window: "W06" }, false],
  ["put on hold here", { window: "W05", stage: "held" }, false],
  ["being worked on", { from_window: "W05", stage: "processing" }, false],
])("%s: %o", (_, more, expected) => {
  expect(letGo(row(more), "W05")).toBe(expected);
});

test("the next is called after what went, also while its page is still closing", () => {
  expect(mayCall(desk({}), GONE)).toBe(true);
  expect(mayCall(desk({ open: "c" }), GONE)).toBe(true);
});

test.each<[string, Partial<Desk>]>([
  ["the switch is off", { seat: { ...seat, auto: false } }],
  ["the window is paused", { seat: { ...seat, state: "paused" } }],
  ["the window is closed", { seat: { ...seat, state: "closed" } }],
  ["nobody sits there", { seat: { ...seat, state: "away" } }],
  ["this screen is covered", { covered: true }],
  ["the line is lost", { link: "down" }],
  ["another case is open", { open: "other" }],
  ["somebody is called already", { line: { calling: [NEXT], serving: [], queue: [NEXT] } }],
  ["somebody is served", { line: { calling: [], serving: [NEXT], queue: [NEXT] } }],
  ["nobody waits", { line: { calling: [], serving: [], queue: [] } }],
])("nobody is called while %s", (_, more) => {
  expect(mayCall(desk(more), GONE)).toBe(false);
});
