// What a condition says as it stands, for whoever is typing it.

import { parse } from "@madoguchi/shared/rules/expression.ts";
import { BadExpression, type Why } from "@madoguchi/shared/rules/grammar.ts";

export interface Reading {
  names: string[];
  bad: { place: number; why: Why } | null;
}

export function reading(text: string): Reading {
  if (!text.trim()) return { names: [], bad: null };
  try {
    return { names: [...parse(text).places.keys()], bad: null };
  } catch (bad) {
    if (bad instanceof BadExpression) return { names: [], bad };
    throw bad;
  }
}
