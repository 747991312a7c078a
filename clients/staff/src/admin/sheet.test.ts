import { describe, expect, it } from "vitest";
import type { Draft, Row } from "./api.ts";
import * as rows from "./sheet.ts";

const Q = "questions";

function draft(...all: [string, number, Row][]): Draft {
  const table = all.map(([id, rev, row]) => ({ id, rev, row }));
  const read = { draft: "d", name: "下書き", based_on: 1, writes: { of_departments: [], groups: null } };
  return { ...read, tables: { [Q]: table }, columns: { [Q]: [] }, orders: { [Q]: 1 } };
}

const start = () => rows.sheetOf(draft(["Q001", 1, { text: "あ" }], ["Q002", 1, { text: "い" }]));
const edit = (sheet: rows.Sheet) => rows.editOf(sheet, Q, "Q001");

describe("a draft on this screen", () => {
  it("shows what is typed over what is kept, and holds it until it is kept", () => {
    const typed = rows.typed(start(), Q, "Q001", { text: "か" });
    expect(rows.rowOf(typed, Q, "Q001")).toEqual({ text: "か" });
    expect(rows.rowsOf(typed, Q).map((one) => one.row.text)).toEqual(["か", "い"]);
    const kept = rows.saved(rows.sending(typed, Q, "Q001"), Q, "Q001", 7);
    expect(rows.unkept(kept)).toBe(0);
    expect(rows.keptOf(kept, Q, "Q001")).toEqual({ id: "Q001", rev: 7, row: { text: "か" } });
  });

  it("keeps nothing where nothing is different", () => {
    const there = rows.typed(start(), Q, "Q001", { text: "か" });
    expect(rows.unkept(rows.typed(there, Q, "Q001", { text: "あ" }))).toBe(0);
  });

  it("puts what was typed meanwhile over what was kept", () => {
    const sent = rows.sending(rows.typed(start(), Q, "Q001", { text: "か" }), Q, "Q001");
    const later = rows.saved(rows.typed(sent, Q, "Q001", { text: "かき" }), Q, "Q001", 7);
    expect(edit(later)).toMatchObject({ row: { text: "かき" }, base: 7, ground: { text: "か" }, state: "typing" });
  });

  it("has both where somebody else was first, and overwrites nothing by itself", () => {
    const sent = rows.sending(rows.typed(start(), Q, "Q001", { text: "か" }), Q, "Q001");
    const both = rows.overtaken(sent, Q, "Q001", { row: { text: "さ" }, rev: 9, by: "木村" });
    expect(edit(both)).toMatchObject({ row: { text: "か" }, state: "overtaken", other: { row: { text: "さ" } } });
    expect(rows.unkept(rows.chosen(both, Q, "Q001", { text: "さ" }))).toBe(0);
    expect(edit(rows.chosen(both, Q, "Q001", { text: "か" }))).toMatchObject({ base: 9, ground: { text: "さ" } });
  });

  it("has nothing to decide where both wrote the same", () => {
    const sent = rows.sending(rows.typed(start(), Q, "Q001", { text: "か" }), Q, "Q001");
    expect(rows.unkept(rows.overtaken(sent, Q, "Q001", { row: { text: "か" }, rev: 9, by: "木村" }))).toBe(0);
  });

  it("lets a row that somebody else took out be made again, or go", () => {
    const typed = rows.typed(start(), Q, "Q001", { text: "か" });
    const gone = rows.overtaken(typed, Q, "Q001", { row: null, rev: 0, by: "木村" });
    expect(edit(rows.chosen(gone, Q, "Q001", { text: "か" }))).toMatchObject({ base: 0, ground: null });
    expect(rows.unkept(rows.dropped(gone, Q, "Q001"))).toBe(0);
  });

  it("waits while the line is cut, and may be typed into", () => {
    const cut = rows.held(rows.sending(rows.typed(start(), Q, "Q001", { text: "か" }), Q, "Q001"), Q, "Q001");
    expect(edit(rows.typed(cut, Q, "Q001", { text: "かき" }))).toMatchObject({ row: { text: "かき" }, state: "held" });
  });

  it("says at the columns why the server does not take a row, until it is typed into again", () => {
    const fault = { table: Q, id: "Q001", column: "level", level: "error", text: "数ではありません。" } as const;
    const sent = rows.sending(rows.typed(start(), Q, "Q001", { level: "x" }), Q, "Q001");
    const no = rows.refused(sent, Q, "Q001", "bad_row", [fault]);
    expect(rows.faultsOf(no, Q, "Q001")).toEqual([fault]);
    expect(edit(rows.typed(no, Q, "Q001", { level: "1" }))).toMatchObject({ state: "typing", faults: [] });
  });

  it("tries again by itself what was mended while the refusal was on its way", () => {
    const sent = rows.sending(rows.typed(start(), Q, "Q001", { level: "x" }), Q, "Q001");
    const mended = rows.refused(rows.typed(sent, Q, "Q001", { level: "1" }), Q, "Q001", "bad_row", []);
    expect(edit(mended)).toMatchObject({ state: "typing", row: { level: "1" } });
  });

  it("reads the draft anew without losing what is typed", () => {
    const typed = rows.typed(start(), Q, "Q001", { text: "か" });
    const fresh = rows.refreshed(typed, draft(["Q001", 1, { text: "あ" }], ["Q003", 5, { text: "う" }]));
    expect(rows.rowsOf(fresh, Q)).toEqual([
      { id: "Q001", row: { text: "か" } },
      { id: "Q003", row: { text: "う" } },
    ]);
    const both = rows.refreshed(typed, draft(["Q001", 8, { text: "さ" }]));
    expect(edit(both)).toMatchObject({ state: "overtaken", other: { row: { text: "さ" }, rev: 8 } });
  });

  it("stands on the new version when the row under it is the same there", () => {
    const typed = rows.typed(start(), Q, "Q001", { text: "か" });
    expect(edit(rows.refreshed(typed, draft(["Q001", 2, { text: "あ" }])))).toMatchObject({ state: "typing", base: 2 });
  });

  it("keeps a new row at the end until it is kept, and gives it up when nobody wants it", () => {
    const begun = rows.begun(start(), Q, "Q003", { text: "う" }, false);
    expect(rows.rowsOf(begun, Q).map((one) => one.id)).toEqual(["Q001", "Q002", "Q003"]);
    expect(rows.rowsOf(rows.dropped(begun, Q, "Q003"), Q)).toHaveLength(2);
    expect(rows.keptOf(rows.saved(rows.sending(begun, Q, "Q003"), Q, "Q003", 4), Q, "Q003")?.rev).toBe(4);
  });

  it("counts a new row only when somebody has typed into it", () => {
    const begun = rows.begun(start(), Q, "Q003", { text: "" }, true);
    expect(rows.unkept(begun)).toBe(0);
    expect(rows.unkept(rows.typed(begun, Q, "Q003", { text: "う" }))).toBe(1);
  });

  it("sends a new row under the id that is typed, and never under another row's", () => {
    const key = { name: "q_id", label: "番号", kind: "text", key: true, required: true } as const;
    const sheet = { ...start(), columns: { [Q]: [key] } };
    const named = (q_id: string) => rows.nameOf(rows.begun(sheet, Q, "…new", { q_id }, false), Q, "…new");
    expect(named("Q009")).toBe("Q009");
    expect(named("")).toBeNull();
    expect(named("Q001")).toBeNull();
    expect(rows.nameOf(sheet, Q, "Q001")).toBe("Q001");
  });

  it("says no more of a column that is another one by now", () => {
    const fault = { table: Q, id: "Q001", column: "text", level: "error", text: "空です。" } as const;
    const told = rows.judged(start(), [fault]);
    expect(rows.faultsOf(told, Q, "Q001")).toEqual([fault]);
    expect(rows.faultsOf(rows.typed(told, Q, "Q001", { text: "か" }), Q, "Q001")).toEqual([]);
  });

  it("orders rows, with the order's revision", () => {
    const moved = rows.ordered(start(), Q, ["Q002", "Q001"], 6);
    expect(moved.tables[Q]?.map((one) => one.id)).toEqual(["Q002", "Q001"]);
    expect(moved.orders[Q]).toBe(6);
  });
});
