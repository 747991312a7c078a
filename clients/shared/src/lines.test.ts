import { expect, test } from "vitest";
import { foldRow, myLine, type Place, type Rows } from "./lines";
import type { Row } from "./wire";

const AT: Place = { office: "main", group: "G20", window: "W20", lines: new Set(["G20"]) };
const row = (number: string, more: Partial<Row>): Row => ({
  visit: number,
  case: number,
  version: 1,
  office: "main",
  day: "2026-11-21",
  number,
  stage: "waiting",
  line: "G20",
  service: "S08",
  arrived: 1,
  since: 1,
  line_since: 1,
  ...more,
});
const line = (...rows: Row[]) => myLine(rows.reduce<Rows>(foldRow, new Map()), AT);
const numbers = (rows: Row[]) => rows.map((one) => one.number);

test("who waits longest comes first, the urgent before them", () => {
  const found = line(
    row("A002", { arrived: 5 }),
    row("A001", { arrived: 9 }),
    row("A003", { arrived: 9, urgency: "urgent" }),
  );
  expect(numbers(found.waiting)).toEqual(["A003", "A002", "A001"]);
});

test("a visitor whose next counter is mine is seen coming while another counter serves", () => {
  const found = line(row("A001", { stage: "serving", line: "G05", window: "W05", way: ["G20", "G01"] }));
  expect(numbers(found.coming)).toEqual(["A001"]);
});

test("a visitor whom a colleague of my own counter has called is not coming", () => {
  const found = line(row("A001", { stage: "calling", window: "W21", way: ["G20"] }));
  expect(numbers(found.coming)).toEqual([]);
});

test("a hand-off to one window stands in the line of that window alone", () => {
  const found = line(
    row("A001", { stage: "passing", to_window: "W21" }),
    row("A002", { stage: "passing", to_window: "W20" }),
  );
  expect(numbers(found.waiting)).toEqual(["A002"]);
});

test("an older version of a row changes nothing", () => {
  const found = line(row("A001", { version: 3, stage: "serving", window: "W20" }), row("A001", { version: 2 }));
  expect(numbers(found.serving)).toEqual(["A001"]);
  expect(found.waiting).toEqual([]);
});
