import { describe, expect, it } from "vitest";
import type { Row, Writes } from "./api.ts";
import { type Sheet, sheetOf } from "./sheet.ts";
import { departmentsOf, mayMake, mayWrite } from "./writing.ts";

const COUNTERS = [
  { id: "main.G05", rev: 1, row: { office: "main", group_id: "G05", department: "市民課" } },
  { id: "west.G05", rev: 1, row: { office: "west", group_id: "G05", department: "西支所" } },
  { id: "main.G25", rev: 1, row: { office: "main", group_id: "G25", department: "子育て給付課" } },
];
const HERS: Row = { group_id: "G25" };
const OTHERS: Row = { group_id: "G05" };

function sheet(groups: Writes["groups"]): Sheet {
  const writes = { of_departments: ["counters", "procedures"], groups };
  return sheetOf({
    draft: "d",
    name: "",
    based_on: 1,
    tables: { counters: COUNTERS },
    columns: {},
    orders: {},
    writes,
  });
}

describe("who may write a row", () => {
  it("is everybody for an administrator", () => {
    expect(mayWrite(sheet(null), "questions", {})).toBe(true);
    expect(mayMake(sheet(null), "questions")).toBe(true);
  });

  it("is an editor for the rows of the own counters", () => {
    const own = sheet(["G25"]);
    expect(mayWrite(own, "procedures", HERS)).toBe(true);
    expect(mayWrite(own, "procedures", OTHERS)).toBe(false);
    expect(mayWrite(own, "questions", HERS)).toBe(false);
    expect([mayMake(own, "procedures"), mayMake(own, "questions")]).toEqual([true, false]);
  });

  it("is nobody where no counter is the own department's", () => {
    expect(mayMake(sheet([]), "procedures")).toBe(false);
    expect(mayWrite(sheet([]), "procedures", HERS)).toBe(false);
  });

  it("is said by department", () => {
    expect(departmentsOf(sheet(null), "procedures", OTHERS)).toEqual(["市民課", "西支所"]);
    expect(departmentsOf(sheet(null), "questions", OTHERS)).toEqual([]);
    expect(departmentsOf(sheet(null), "procedures", {})).toEqual([]);
  });
});
