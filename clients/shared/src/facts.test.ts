import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { basedKeys, deedOf, expected } from "./facts";
import type { ChangeDeed } from "./wire";

const path = new URL("../../../tests/vectors/apply.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: { deed: ChangeDeed; facts: object }[] };

test.each(cases)("the screen shows what the server will write: $deed.kind", ({ deed, facts }) => {
  const op = "00000000000000000000000001";
  const shown = Object.entries(expected(op, deed)).map(([key, value]) => [
    key,
    /^p\.[^.]+$/.test(key) ? { ...(value as object), order: null } : value,
  ]);
  expect(Object.fromEntries(shown)).toEqual(facts);
});

const based = cases.flatMap(({ deed }) =>
  basedKeys(deed).map((key) => [key, expected("", deed)[key] ?? null] as const),
);

test.each(based)("one's own value stays by a deed that writes it again: %s", (key, value) => {
  expect(expected("", deedOf(key, value))).toEqual({ [key]: value });
});
