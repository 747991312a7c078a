import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/fees.json";
import type { Values } from "../facts.ts";
import { askedBy, type CertificateSettings, fee } from "./fees.ts";

describe("fees, as tests/vectors/fees.json says", () => {
  const settings = vectors.settings as unknown as CertificateSettings;
  it.each(vectors.cases)("$do $in", (vector) => {
    const given = vector.in as unknown as [string, string[]];
    const found = vector.do === "fee" ? fee(settings, vector.in as Values) : askedBy(settings, ...given);
    expect(found).toEqual(vector.out);
  });
});
