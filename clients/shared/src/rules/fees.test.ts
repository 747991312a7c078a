import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/fees.json";
import type { Values } from "../facts.ts";
import { askedBy, fee } from "./fees.ts";

describe("fees, as tests/vectors/fees.json says", () => {
  it.each(vectors.cases)("$do $in", (vector) => {
    const found =
      vector.do === "fee"
        ? fee(vectors.settings, vector.in as Values)
        : askedBy(vectors.settings, vector.in as unknown as string);
    expect(found).toEqual(vector.out);
  });
});
