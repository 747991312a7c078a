import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/fields.json";
import type { Entry } from "../wire";
import { admitValue, type ItemDef, showValue } from "./fields";
import { hold, refusal, type Vector } from "./vectors";

interface Case extends Vector {
  readonly item: string;
  readonly repeat?: [string, number];
  readonly out_same?: boolean;
  readonly foreign?: boolean;
}

const items = vectors.items as unknown as Record<string, ItemDef>;

describe("entries, as tests/vectors/fields.json says", () => {
  it.each(vectors.cases as unknown as Case[])("$do $item $in", (vector) => {
    const item = items[vector.item]!;
    const value = (vector.repeat ? vector.repeat[0].repeat(vector.repeat[1]) : vector.in) as Entry["value"];
    const wanted = vector.out_same ? { ...vector, out: value } : vector;
    const deed = () =>
      vector.do === "admit" ? admitValue(item, value, vectors.today) : showValue(item, value, vector.foreign ?? false);
    hold(wanted, deed);
    if (vector.refused) expect(refusal(deed).at).toBe(item.key);
  });
});
