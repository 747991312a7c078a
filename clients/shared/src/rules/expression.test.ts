import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/expression.json";
import { BadExpression, type Expression, parse, type Scalar } from "./expression";

interface Condition {
  text: string;
  names?: string[];
  places?: number[];
  cases?: { env: Record<string, Scalar>; out: Scalar; because: string[] }[];
  place?: number;
  why?: string;
}

describe("conditions, as tests/vectors/expression.json says", () => {
  it.each(vectors as Condition[])("$text", (condition) => {
    if (condition.why !== undefined) {
      expect(fault(condition.text)).toEqual({ place: condition.place, why: condition.why });
      return;
    }
    const found = parse(condition.text);
    expect([...found.places]).toEqual(condition.names!.map((name, index) => [name, condition.places![index]]));
    for (const { env, out, because } of condition.cases!) {
      expect(found.value(new Map(Object.entries(env)))).toBe(out);
      expect(found.because(new Map(Object.entries(env)))).toEqual(because);
    }
  });

  it("throws nothing but its own fault, whatever is written", () => {
    const words = [
      "Q1",
      "ev",
      "True",
      "None",
      "and",
      "or",
      "not",
      "in",
      "if",
      "else",
      "(",
      ")",
      "==",
      "<",
      "'x'",
      "14",
    ];
    const signs = [
      ",",
      ".",
      ".startswith('a')",
      "('A',)",
      "'",
      "=",
      "！",
      "💮",
      "\u0000",
      "0".repeat(20),
      "not(".repeat(60),
    ];
    const all = [...words, ...signs];
    for (let seed = 1; seed < 3_000; seed += 1) {
      const text = Array.from({ length: seed % 9 }, (_, at) => all[(seed * 31 + at * at * 7 + at) % all.length]).join(
        " ",
      );
      const found = whole(text);
      expect(["boolean", "number", "string", "object"]).toContain(
        typeof (found?.value(new Map([["Q1", true]])) ?? null),
      );
    }
  });
});

function fault(text: string): { place: number; why: string } {
  try {
    parse(text);
  } catch (bad) {
    if (bad instanceof BadExpression) return { place: bad.place, why: bad.why };
    throw bad;
  }
  throw new Error("this should have been refused");
}

function whole(text: string): Expression | null {
  try {
    return parse(text);
  } catch (bad) {
    if (bad instanceof BadExpression) return null;
    throw bad;
  }
}
