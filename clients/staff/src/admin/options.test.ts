import { expect, it } from "vitest";
import { belongings } from "./options.ts";
import { sheetOf } from "./sheet.ts";

const rows = (...all: Record<string, string>[]) => all.map((row, at) => ({ id: String(at), rev: 1, row }));

it("gathers belongings with every place where they are written", () => {
  const sheet = sheetOf({
    draft: "d",
    name: "下書き",
    based_on: 1,
    columns: {},
    orders: {},
    writes: { of_departments: [], groups: null },
    tables: {
      procedures: rows({ bring: "通帳|本人確認書類" }, { bring: "（なし）" }, { bring: "通帳" }),
      rules: rows(
        { effect: "merge", target: "通帳|請求者の通帳", text: "通帳またはカード" },
        { effect: "block", target: "P001", text: "受け付けできません" },
      ),
      words: rows({ kind: "bring", key: "通帳", ja: "通帳" }, { kind: "bring", key: "だれも言わない物", ja: "" }),
    },
  });
  const found = belongings(sheet);
  expect([...found.keys()]).toEqual(["通帳", "本人確認書類", "請求者の通帳", "通帳またはカード"]);
  expect(found.get("通帳")?.map((one) => `${one.table} ${one.id} ${one.column}`)).toEqual([
    "procedures 0 bring",
    "procedures 2 bring",
    "rules 0 target",
    "words 0 key",
  ]);
});
