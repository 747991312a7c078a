import { describe, expect, test } from "vitest";
import type { Beside, Laid } from "./api.ts";
import { sureOf } from "./offer.ts";

const who = (person: string, more: Partial<Beside> = {}): Beside => ({
  person,
  same: false,
  another: false,
  fills: ["m_name", "m_birth"],
  differs: {},
  ...more,
});

const laid = (persons: Beside[], pictures: Record<string, string> = {}): Laid => ({
  read: "r",
  card: "mynumber",
  at: 0,
  expires: "",
  expired: false,
  doubtful: [],
  left_out: {},
  hidden: [],
  values: { m_name: "山田　太郎", m_birth: "1984-04-12" },
  pictures,
  parts: {},
  persons,
});

describe("to whom a card goes by one key", () => {
  test("the first of an empty case is somebody new", () => {
    expect(sureOf(laid([]))).toEqual({ person: null });
  });

  test("who is known by the card", () => {
    expect(sureOf(laid([who("a", { same: true, fills: [] }), who("b", { another: true })]))).toEqual({ person: "a" });
  });

  test("the only one, of whom nothing is known", () => {
    expect(sureOf(laid([who("a")]))).toEqual({ person: "a" });
  });

  test.each([
    ["two of whom nothing is known", [who("a"), who("b")]],
    ["somebody else", [who("a", { another: true, fills: [], differs: { m_name: "op" } })]],
    ["a difference", [who("a", { same: true, fills: [], differs: { m_addr: "op" } })]],
    ["two who are known by it", [who("a", { same: true }), who("b", { same: true })]],
    ["a birth that stands there without a name", [who("a", { fills: ["m_name"] })]],
  ])("the clerk chooses: %s", (_, persons) => {
    expect(sureOf(laid(persons))).toBeNull();
  });

  test("what is on the card as a picture alone is looked at", () => {
    expect(sureOf(laid([], { name: "" }))).toBeNull();
  });
});
