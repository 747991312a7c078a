import { type CaseState, openCase } from "@madoguchi/shared/caseStore.ts";
import { Catalog, type CatalogSent } from "@madoguchi/shared/catalog.ts";
import type { Entry } from "@madoguchi/shared/wire.ts";
import { describe, expect, test } from "vitest";
import vectors from "../../../../tests/vectors/guidance.json";
import type { HouseState } from "../house.ts";
import { derive, effectOf } from "./derive.ts";

const guidance = vectors.books.demo as unknown as CatalogSent["guidance"];
const house = { offices: [], counters: [], windows: [], former: [], lines: [], services: [] };
const sent = { version: 3, items: [], procedures: guidance.procedures, events: [], reasons: [], guidance, house };
const catalog = new Catalog(sent as unknown as CatalogSent);

function seen(values: Record<string, Entry["value"]>, more: Partial<CaseState> = {}): HouseState {
  const entries = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, op: key }]));
  const one: CaseState = { ...openCase("c1"), known: true, catalog: 3, entries, ...more };
  const state = { cases: { c1: one }, catalogs: { 3: catalog }, rows: new Map(), skew: 0, me: null };
  return state as unknown as HouseState;
}

describe("what follows from a case", () => {
  test("is derived once for each state of its entries", () => {
    const state = seen({ "ev.TENNYU": true });
    const first = derive(state, "c1");
    expect(derive({ ...state }, "c1")).toBe(first);
    const answered = {
      ...state.cases.c1!,
      entries: { ...state.cases.c1!.entries, "q.Q030": { value: true, op: "o" } },
    };
    const then = derive({ ...state, cases: { c1: answered } }, "c1");
    expect(then?.guidance.procedures.map((one) => one.procedure)).toContain("P030");
    expect(first?.guidance.procedures.map((one) => one.procedure)).not.toContain("P030");
  });

  test("is nothing while the case or its version of the catalog is not there yet", () => {
    expect(derive(seen({}, { known: false }), "c1")).toBeNull();
    expect(derive(seen({}, { catalog: 4 }), "c1")).toBeNull();
    expect(derive(seen({}), "c2")).toBeNull();
  });

  test("an edit that is under way counts already", () => {
    const deed = { kind: "answer" as const, answers: { Q049: true } };
    const op = { op: "o1", deed, base: {}, values: { "q.Q049": true }, state: "queued" as const, tries: 0 };
    const ops = [{ ...op, madeAt: 0, sentAt: 0, notBefore: 0, rev: 0, seenAt: 0 }];
    const found = derive(seen({ "ev.TENNYU": true }, { ops }), "c1");
    expect(found?.guidance.procedures.map((one) => one.procedure)).toContain("P072");
  });

  test("an answer says what it would bring, ask, take away and stop, and changes nothing", () => {
    const found = derive(seen({ "ev.TENNYU": true, "q.Q049": true, "q.Q011": false }), "c1")!;
    expect(effectOf(found, "Q030", true)).toEqual({ comes: ["P030", "P035"], goes: [], asks: 2, stops: 0 });
    expect(effectOf(found, "Q030", false)).toEqual({ comes: [], goes: [], asks: 0, stops: 0 });
    expect(effectOf(found, "Q049", false).goes).toEqual(["P072"]);
    expect(effectOf(found, "Q012", false).stops).toBeGreaterThan(0);
    expect(found.guidance.procedures.map((one) => one.procedure)).not.toContain("P030");
  });
});
