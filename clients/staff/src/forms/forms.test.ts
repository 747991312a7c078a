import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { describe, expect, it } from "vitest";
import { type ListedForm, type PlacedBox, together } from "./api.ts";
import { placesOf } from "./order.ts";
import { papersOf, START } from "./print.ts";
import { neighbour } from "./stays.ts";

const box = (key: string, more: Partial<PlacedBox> = {}): PlacedBox => ({
  key,
  keys: key.startsWith("role.") ? [] : [key],
  item: key.split(".").at(-1) ?? "",
  row: null,
  person: null,
  x: 0,
  y: 0,
  w: 10,
  h: 5,
  kind: "text",
  how: "typed",
  option: "",
  required: false,
  missing: false,
  masked: false,
  place: 0,
  state: null,
  ...more,
});
const DERIVED = ["app_name"];
const catalog = {
  sent: { sections: [{ key: "new_addr", title: "新しい住所", per: "case", items: ["new_town"] }] },
  item(key: string): ItemDef | undefined {
    const name = key.split(".").at(-1) ?? "";
    if (key.startsWith("role.")) return undefined;
    return {
      key: name,
      label: name,
      scope: "case",
      kind: "text",
      max_len: 9,
      input: DERIVED.includes(name) ? "derived" : "typed",
    };
  },
} as unknown as Catalog;

describe("items in the order of a form", () => {
  it("stand in the order of the page, each once, and one person's together", () => {
    const boxes = [
      box("ido_date"),
      box("p.a.m_name", { keys: ["p.a.m_name", "app_name"], x: 1 }),
      box("p.a.m_name", { x: 2 }),
      box("p.a.m_birth", { x: 3 }),
      box("new_town", { x: 4 }),
    ];
    const groups = placesOf(boxes, catalog).map((group) => [group.person, group.fields.map((place) => place.key)]);
    expect(groups).toEqual([
      [null, ["ido_date"]],
      ["a", ["p.a.m_name", "p.a.m_birth"]],
      [null, ["new_town"]],
    ]);
    expect(placesOf(boxes, catalog).map((group) => group.section)).toEqual(["", "", "新しい住所"]);
  });

  it("leave out what may not be entered for somebody", () => {
    const boxes = [box("p.a.m_name"), box("p.a.m_status"), box("p.b.m_status")];
    const groups = placesOf(boxes, catalog, (item, person) => item.key !== "m_status" || person === "b");
    expect(groups.map((group) => group.fields.map((place) => place.key))).toEqual([["p.a.m_name"], ["p.b.m_status"]]);
  });

  it("name the role where nobody is in it, and what lacks", () => {
    const [group] = placesOf([box("role.setainushi", { missing: true, keys: ["hh_head_name"] })], catalog);
    expect(group?.fields).toEqual([{ key: "role.setainushi", item: null, required: false, missing: true }]);
  });
});

describe("boxes of a page", () => {
  it("that several items share are one", () => {
    const place = { x: 20, y: 30 };
    const [one, ...others] = together([
      box("new_pref", place),
      box("new_town", { ...place, missing: true }),
      box("m_tel"),
    ]);
    expect(one?.keys).toEqual(["new_pref", "new_town"]);
    expect([one?.key, one?.missing]).toEqual(["new_town", true]);
    expect(others.map((other) => other.key)).toEqual(["m_tel"]);
  });

  it("for a tick each stay their own", () => {
    expect(
      together([box("m_sex", { kind: "mark", option: "男" }), box("m_sex", { kind: "mark", option: "女" })]),
    ).toHaveLength(2);
  });
});

describe("sheets before printing", () => {
  it("are counted by paper, with copies and the visitor's own", () => {
    const form = (paper: string, pages: number) => ({ paper, pages }) as ListedForm;
    const plan = { ...START, copies: 2, visitor: true };
    const chosen = [form("A4縦", 1), form("A3横", 2), form("A4縦", 1)];
    expect(papersOf(chosen, { ...plan, slip: true }, 2).total).toBe(14);
    expect(papersOf(chosen, plan, 2)).toEqual({
      total: 12,
      papers: [
        ["A4縦", 6],
        ["A3横", 6],
      ],
    });
  });
});

describe("the cursor of a field that goes away", () => {
  it("goes on to the next one that stays, else back to the nearest before it", () => {
    expect(neighbour(["a", "b", "c", "d"], "b", ["a", "d"])).toBe("d");
    expect(neighbour(["a", "b", "c"], "c", ["a", "b"])).toBe("b");
  });
  it("stays where it is when the field stood nowhere, or nothing of before is left", () => {
    expect(neighbour(["a", "b"], "x", ["a", "b"])).toBeNull();
    expect(neighbour(["a", "b"], "a", ["c"])).toBeNull();
  });
});
