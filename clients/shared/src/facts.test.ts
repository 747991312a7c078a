import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expected } from "./facts";
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
