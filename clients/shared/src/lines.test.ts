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

test("an appointment goes before the walk-ins from its time on, and not before who is urgent", () => {
  const rows = [
    row("A001", { arrived: 1 }),
    row("A002", { arrived: 2, due: 1_000 }),
    row("A003", { arrived: 3, urgency: "urgent" }),
    row("A004", { arrived: 4, stage: "passing", due: 5 }),
  ].reduce<Rows>(foldRow, new Map());
  expect(numbers(myLine(rows, AT, 999).waiting)).toEqual(["A003", "A001", "A002", "A004"]);
  expect(numbers(myLine(rows, AT, 1_000).waiting)).toEqual(["A003", "A002", "A001", "A004"]);
});

test("appointments are seen by their counter and by those on their way, the next one first, and are in no line", () => {
  const found = line(
    row("予000034", { stage: "booked", line: "G12", way: ["G12", "G20"], due: 200 }),
    row("予000026", { stage: "booked", line: "G20", due: 100 }),
    row("予000018", { stage: "booked", line: "G12", way: ["G12"], due: 50 }),
  );
  expect(numbers(found.booked)).toEqual(["予000026", "予000034"]);
  expect([...found.waiting, ...found.coming]).toEqual([]);
});
