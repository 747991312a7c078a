import { describe, expect, it } from "vitest";
import type { Report } from "./api.ts";
import { beside, columnsOf, counted, csvOf, nameOf, said, tableOf } from "./measures.ts";

const report = (by: Report["by"], rows: Report["rows"]): Report => ({
  by,
  since: "2027-04-01",
  until: "2027-04-02",
  total: { key: "" },
  rows,
  clerks: { U01: "中村　由美" },
  baseline: null,
  missing: 0,
  minutes: 0,
  names: { G05: "住民異動", "=1": '=HYPERLINK("x")' },
});

describe("the figures", () => {
  it("say nothing of an average that nobody's wait made", () => {
    expect(counted({ key: "a" }, "wait_average")).toBeNull();
    expect(counted({ key: "a" }, "visitors")).toBe(0);
    expect(said({ key: "a", waits: 3, wait_average: 4.25 }, "wait_average")).toBe("4.3");
    expect(said({ key: "a", waits: 3, wait_longest: 61.4 }, "wait_longest")).toBe("61");
    expect(said({ key: "a", visitors: 1204 }, "visitors")).toBe("1,204");
  });

  it("name a group in the words of the house", () => {
    expect(nameOf("line", "G05", { G05: "住民異動" })).toBe("住民異動");
    expect(nameOf("hour", "09", {})).toBe("9時台");
    expect(nameOf("department", "", {})).toBe("（不明）");
  });

  it("lay days beside days by their place, and lines beside lines by their name", () => {
    const april = report("day", [{ key: "2027-04-01", visitors: 5 }]);
    const march = report("day", [{ key: "2027-03-01", visitors: 3 }]);
    expect(beside(april, march)[0]?.than?.visitors).toBe(3);
    const lines = beside(report("line", [{ key: "G05" }]), report("line", [{ key: "G20", visitors: 2 }]));
    expect(lines.map((one) => [one.key, one.than?.visitors ?? null])).toEqual([
      ["G05", null],
      ["G20", 2],
    ]);
  });

  it("go into a file that a spreadsheet reads and does not reckon with", () => {
    const rows = [{ key: "G05", visitors: 5, waits: 1, wait_average: 2.5 }, { key: "=1" }];
    const file = csvOf(tableOf(report("line", rows), "flow", String));
    const [head, first, second] = file.split("\r\n");
    expect(head?.startsWith("\uFEFF列,来庁")).toBe(true);
    expect(first).toBe("住民異動,5,0,0,0,0,0,0,2.5,0,0,");
    expect(second?.startsWith('"\'=HYPERLINK(""x"")",0')).toBe(true);
  });

  it("say shares of what there is, and nothing of nothing", () => {
    const one = { key: "a", boxes: 80, typed: 20, answers: 3, automatic: 1, entered: 7 };
    expect(said(one, "unwritten")).toBe("75");
    expect(counted(one, "byItself")).toBe(33.3);
    expect(counted(one, "readShare")).toBe(0);
    expect(counted(one, "mended")).toBeNull();
  });

  it("say of a procedure who wrote last, and nothing of waits", () => {
    const rows = [{ key: "P001", cases: 2, clerk: "U01", clerk_at: 5 }];
    const { head, rows: lines } = tableOf(report("procedure", rows), "flow", String);
    expect(head.slice(-2)).toEqual(["最後に入力した人", "入力した日時"]);
    expect(lines[0]).toEqual(["P001", 2, null, "中村　由美", "5"]);
    expect(columnsOf("procedure", "flow")).not.toContain("wait_average");
    expect(nameOf("town", "*", {})).toBe("3件未満の市区町村（合わせて）");
  });
});
