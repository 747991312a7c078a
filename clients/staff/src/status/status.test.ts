import { describe, expect, it } from "vitest";
import type { Standing, Status } from "./api.ts";
import { availability, seen, verdict } from "./facts.ts";
import { said } from "./say.ts";
import { long } from "./words.ts";

const NOW = Date.UTC(2026, 10, 20, 1, 45);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UP = { up: true, downSince: 0 };

const stands = (part: Standing["part"], more: Partial<Standing> = {}): Standing => ({
  part,
  state: "stands",
  since: null,
  told: [],
  names: [],
  ...more,
});

const status = (standing: Standing[], more: Partial<Status> = {}): Status => ({
  at: NOW,
  standing,
  unkept: { edits: 0, since: 0 },
  contacts: [],
  month: { open_ms: 100 * HOUR, lost_ms: 0 },
  outages: [],
  backup: { kind: "backup", at: NOW - 9 * HOUR, took: 4_000, file: "x", bytes: 1, rows: 12_345, why: "" },
  drill: null,
  failed: [],
  ...more,
});

const text = (one: Status | null, line = UP): string => said("あおばの市", one, seen(one, line), NOW);

describe("the state of the house", () => {
  it("is well when all stands, and says so in one breath", () => {
    const one = status([stands("live"), stands("record"), stands("keeper")]);
    expect(verdict(seen(one, UP))).toBe("well");
    expect(text(one).split("\n").slice(0, 2)).toEqual([
      "あおばの市の、つなぐ窓口の状態です。令和8年11月20日(金) 10:45 現在です。",
      "すべて動いています。",
    ]);
    expect(text(one)).toContain("稼働 100.00%");
  });

  it("names what is broken, since when, what still works, and who was told", () => {
    const told = [{ at: NOW - 5 * MINUTE, whom: "情報システム課 内線1234", by: "小川" }];
    const record = stands("record", { state: "broken", since: NOW - 14 * MINUTE, told });
    const one = status([stands("live"), record], { unkept: { edits: 12, since: NOW - 14 * MINUTE } });
    expect(verdict(seen(one, UP))).toBe("stopped");
    expect(text(one)).toContain("保存（データベース）が、10:31 から（14分）、止まっています。");
    expect(text(one)).toContain("できること: 開いている案件の入力と、ほかの窓口との共有。");
    expect(text(one)).toContain("連絡した: 10:40 情報システム課 内線1234（小川）");
    expect(text(one)).toContain("保存を待っている入力: 12件（10:31 から）");
  });

  it("that stops nobody is to be looked after, and no alarm", () => {
    const one = status([
      stands("boards", { state: "broken", names: ["1階モニター"] }),
      stands("night", { state: "broken", names: ["figures", "waits"] }),
      stands("drill", { state: "broken" }),
    ]);
    expect(verdict(seen(one, UP))).toBe("look");
    expect(text(one)).toContain("呼出モニター・番号の画面: 消えています: 1階モニター。");
    expect(text(one)).toContain("夜間の処理: 開庁までに終わっていません: 前の日までの集計、待ち時間の見込みの学習。");
    expect(text(one)).toContain("控えから戻す試し: まだ一度もありません。");
  });

  it("is what this screen knows by itself while the line is cut: nothing that was said before counts", () => {
    const before = status([stands("record"), stands("live")]);
    const all = seen(before, { up: false, downSince: NOW - 2 * HOUR });
    expect(all.map((one) => one.state)).toEqual(["broken", "unknown", "unknown"]);
    const lines = said("あおばの市", before, all, NOW);
    expect(lines).toContain("この端末とサーバーのつながりが、8:45 から（2時間）、止まっています。");
    expect(lines).not.toContain("最後の控え");
  });
});

describe("the month", () => {
  it("is never rounded up to a whole", () => {
    expect(availability({ open_ms: 100_000, lost_ms: 1 })).toBe("99.99");
    expect(availability({ open_ms: 100_000, lost_ms: 0 })).toBe("100.00");
    expect(availability({ open_ms: 0, lost_ms: 0 })).toBeNull();
    expect(availability(null)).toBeNull();
  });

  it("is told in words that can be read out", () => {
    expect([30_000, 14 * MINUTE, 3 * HOUR, 3 * HOUR + 5 * MINUTE, 49 * HOUR].map(long)).toEqual([
      "1分未満",
      "14分",
      "3時間",
      "3時間5分",
      "2日と1時間",
    ]);
  });
});
