import { describe, expect, it } from "vitest";
import vectors from "../../../tests/vectors/order.json";
import { explain, type OrderSettings, sorted } from "./order.ts";
import type { Row } from "./wire.ts";

const SOMEBODY: Row = {
  visit: "",
  case: "",
  version: 1,
  office: "main",
  day: "2027-03-29",
  number: "",
  stage: "waiting",
  line: "G20",
  service: "S08",
  arrived: 0,
  since: 0,
  line_since: 0,
};

/** What a vector leaves out. */
const PLAIN = { over: [], under: [], due: null, line_first: false, line_later: false };

describe("the order of a line, as tests/vectors/order.json says", () => {
  it.each(vectors.lines)("$name", (vector) => {
    const orders = vector.orders as OrderSettings;
    const people = vector.people.map((one): Row => ({ ...SOMEBODY, ...one, visit: one.number }));
    expect(sorted(people, vectors.now, orders).map((row) => row.number)).toEqual(vector.order);
    for (const [number, why] of Object.entries(vector.why)) {
      expect(explain(people, number, vectors.now, orders)).toEqual({ ...PLAIN, ...why });
    }
  });

  it("says nothing of somebody who does not wait", () => {
    const called = { ...SOMEBODY, number: "A001", stage: "calling" };
    expect(explain([called], "A001", vectors.now, vectors.lines[0]!.orders as OrderSettings)).toBeNull();
  });
});
