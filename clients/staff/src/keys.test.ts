import { describe, expect, test } from "vitest";
import { type Decision, type Keys, noKeys, type Press, press, REST, rest } from "./keys.ts";

const CODE = "4071882639501174";

function chance(seed: number): () => number {
  let state = seed * 7_919 + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Typed {
  key: string;
  code?: string;
  gap: number;
  repeat?: boolean;
}

interface Told {
  scans: { code: string; restore: string }[];
  presses: string[];
  /** Keys that reached the page or the field. */
  passed: string[];
  field: string;
}

/** Plays keys into a field (or the page) as a browser would, restoring the field as the app does. */
function play(typed: Typed[], target: "field" | "page", stood = "", ime = false): Told {
  let keys: Keys<string> = noKeys();
  const told: Told = { scans: [], presses: [], passed: [], field: stood };
  let at = 10_000;
  for (const { key, code, gap, repeat } of typed) {
    at += gap;
    const idle = rest(keys, at - 1);
    keys = idle.keys;
    told.presses.push(...idle.presses);
    const event: Press<string> = {
      key: ime ? "Process" : key,
      code: code ?? codeOf(key),
      at,
      target,
      repeat: repeat ?? false,
      chord: false,
      before: told.field,
    };
    const decided = press(keys, event);
    keys = decided.keys;
    told.presses.push(...decided.presses);
    act(told, decided.decision, key, target);
  }
  told.presses.push(...rest(keys, at + REST).presses);
  return told;
}

function act(told: Told, decision: Decision<string>, key: string, target: string): void {
  if (decision.is === "scan") {
    told.scans.push({ code: decision.code, restore: decision.restore });
    if (target === "field") told.field = decision.restore;
  } else if (decision.is === "pass") {
    told.passed.push(key);
    if (target === "field" && key.length === 1) told.field += key;
    if (target === "field" && key === "Backspace") told.field = told.field.slice(0, -1);
  }
}

const codeOf = (key: string): string =>
  /^\d$/.test(key) ? `Digit${key}` : key === "Enter" ? "Enter" : `Key${key.toUpperCase()}`;

function scanner(text: string, gap: number, seed = 1, jitter = 0.1): Typed[] {
  const dice = chance(seed);
  return [...text].map((key) => ({ key, gap: gap * (1 + (dice() * 2 - 1) * jitter) }));
}

/** A hand on a ten-key pad: about 150 ms a key, now quick, now slow, as hands are. */
function fingers(text: string, seed: number, mean = 150): Typed[] {
  const dice = chance(seed);
  return [...text].map((key) => ({ key, gap: mean * (0.45 + dice() * 0.7 + (dice() < 0.2 ? 0.9 : 0)) }));
}

const enter = (gap = 20): Typed => ({ key: "Enter", gap });

describe("a scan with no focus", () => {
  test.each([3, 10, 20, 50, 100])("at %d ms a character", (gap) => {
    const told = play([...scanner(CODE, gap), enter(gap)], "page");
    expect(told.scans.map((scan) => scan.code)).toEqual([CODE]);
    expect(told.presses).toEqual([]);
    expect(told.passed).toEqual([]);
  });

  test.each(["]C1", "]Q3", "T", "~"])("with the prefix %s", (prefix) => {
    const told = play([...scanner(prefix + CODE, 20), enter()], "page");
    expect(told.scans[0]?.code.endsWith(CODE)).toBe(true);
    expect(told.presses).toEqual([]);
  });

  test("Enter twice opens once, and presses no button", () => {
    for (const gap of [5, 20, 100]) {
      const told = play([...scanner(CODE, gap), enter(gap), enter(gap)], "page");
      expect(told.scans).toHaveLength(1);
      expect(told.passed).toEqual([]);
    }
  });

  test("an Enter that a person presses later is a person's", () => {
    const told = play([...scanner(CODE, 10), enter(), enter(), enter(2_000)], "page");
    expect(told.passed).toEqual(["Enter"]);
  });

  test("the keys have no names (remote desktop): their places tell", () => {
    const told = play([...scanner(CODE, 20), enter()], "page", "", true);
    expect(told.scans.map((scan) => scan.code)).toEqual([CODE]);
  });

  test("a scanner that stumbles in the middle is still a scanner", () => {
    const typed = scanner(CODE, 8).with(2, { key: CODE[2]!, gap: 400 }).with(9, { key: CODE[9]!, gap: 700 });
    expect(play([...typed, enter()], "page").scans.map((scan) => scan.code)).toEqual([CODE]);
  });

  test("two scans one after the other are two", () => {
    const told = play(
      [...scanner(CODE, 10), enter(), ...scanner("1234567890123", 10).with(0, { key: "1", gap: 700 }), enter()],
      "page",
    );
    expect(told.scans.map((scan) => scan.code)).toEqual([CODE, "1234567890123"]);
  });
});

describe("a scan while the cursor is in a field", () => {
  test.each([3, 15, 30, 60, 100])("at %d ms a character: the case opens and the field is as it was", (gap) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const told = play([...scanner(CODE, gap, seed), enter(gap)], "field", "山田");
      expect(told.scans, `seed ${seed}`).toEqual([{ code: CODE, restore: "山田" }]);
      expect(told.field).toBe("山田");
      expect(told.passed).not.toContain("Enter");
    }
  });

  test("of another code (a moving-out certificate's) is the field's own, digits at its end too", () => {
    const code = `TS01:三浦　誠|1985-02-11|9990001|東京${CODE}|９番９号`;
    for (const gap of [3, 15, 60]) {
      const told = play([...scanner(code, gap), enter(gap)], "field", "");
      expect(told.scans).toEqual([]);
      expect(told.field).toBe(code);
    }
  });

  test("on a machine that stumbles", () => {
    const stumbling = scanner(CODE, 10).map((key, index) => (index === 4 || index === 11 ? { ...key, gap: 420 } : key));
    const told = play([...stumbling, enter(10)], "field", "山田");
    expect(told.scans).toEqual([{ code: CODE, restore: "山田" }]);
  });

  test("with the IME on", () => {
    const told = play([...scanner(CODE, 15), enter(15)], "field", "山田", true);
    expect(told.scans).toEqual([{ code: CODE, restore: "山田" }]);
  });

  test("with a prefix: it is taken out too", () => {
    const told = play([...scanner(`]C1${CODE}`, 15), enter(15)], "field", "山田");
    expect(told.field).toBe("山田");
  });

  test("right after somebody typed: what the hand typed stays", () => {
    const told = play(
      [...fingers("tarou", 3), ...scanner(CODE, 10).with(0, { key: "4", gap: 90 }), enter(10)],
      "field",
      "",
    );
    expect(told.scans.map((scan) => scan.code)).toEqual([CODE]);
    expect(told.field).toBe("tarou");
  });

  test("right after digits that a hand typed", () => {
    const typed = [...fingers("0900000", 5, 220), ...scanner(CODE, 10).with(0, { key: "4", gap: 400 }), enter(10)];
    const told = play(typed, "field", "");
    expect(told.scans.map((scan) => scan.code)).toEqual([CODE]);
    expect(told.field).toBe("0900000");
  });

  test("Enter twice goes to no next item", () => {
    expect(play([...scanner(CODE, 100), enter(100), enter(100)], "field").passed).not.toContain("Enter");
  });
});

describe("fingers", () => {
  test("sixteen digits typed into a field by hand stay there, and Enter is theirs", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      for (const mean of [90, 150, 250]) {
        const told = play([...fingers(CODE, seed, mean), enter(mean)], "field");
        expect(told.scans, `seed ${seed} at ${mean}`).toEqual([]);
        expect(told.field).toBe(CODE);
        expect(told.passed.at(-1)).toBe("Enter");
      }
    }
  });

  test("a key that is held down is as even as a machine, and no scan", () => {
    const held = Array.from({ length: 20 }, (_, index) => ({ key: "1", gap: 33, repeat: index > 0 }));
    expect(play([...held, enter(33)], "field").scans).toEqual([]);
    expect(play([...held, enter(33)], "page").scans).toEqual([]);
  });

  test("whoever corrects himself is no scanner", () => {
    const typed = [
      ...scanner(CODE.slice(0, 10), 50),
      { key: "Backspace", code: "Backspace", gap: 50 },
      ...scanner(CODE.slice(0, 8), 50),
      enter(50),
    ];
    expect(play(typed, "field").scans).toEqual([]);
  });

  test("eleven digits are a telephone number", () => {
    expect(play([...scanner("09000001234", 10), enter(10)], "field").scans).toEqual([]);
    expect(play([...scanner("09000001234", 10), enter(10)], "page").scans).toEqual([]);
  });

  test("single keys on the page are shortcuts, after a moment", () => {
    expect(play([{ key: "1", gap: 0 }], "page").presses).toEqual(["1"]);
    expect(
      play(
        [
          { key: "y", gap: 0 },
          { key: "n", gap: 180 },
          { key: "y", gap: 900 },
        ],
        "page",
      ).presses,
    ).toEqual(["y", "n", "y"]);
  });

  test("ten shortcuts in a row are ten", () => {
    const keys = [..."ynynynynyn"];
    expect(
      play(
        keys.map((key) => ({ key, gap: 400 })),
        "page",
      ).presses,
    ).toEqual(keys);
  });

  test("a shortcut and then Enter are both theirs", () => {
    const told = play([{ key: "z", gap: 0 }, enter(120)], "page");
    expect(told.presses).toEqual(["z"]);
    expect(told.passed).toEqual(["Enter"]);
  });

  test("a number that is read off a slip and typed group by group is taken", () => {
    const typed = [...CODE].map((key, index) => ({ key, gap: index % 4 === 0 ? 3_000 : 200 }));
    expect(play([...typed, enter(1_500)], "page").scans.map((scan) => scan.code)).toEqual([CODE]);
    expect(play([...typed, enter(4_500)], "page").scans).toEqual([]);
  });

  test("the digits of a scan settle no conflict", () => {
    expect(play([...scanner(CODE, 100), enter(100)], "page").presses).toEqual([]);
    expect(play(scanner(CODE, 20), "page").presses).toEqual([]);
  });
});

describe("the focus moves in the middle of a scan", () => {
  const scan = (places: (index: number) => "field" | "page", pause = 10): Decision<string> => {
    let keys: Keys<string> = noKeys();
    let last: Decision<string> = { is: "pass" };
    [...CODE, "Enter"].forEach((key, index) => {
      const code = key === "Enter" ? "Enter" : `Digit${key}`;
      const at = 1_000 + index * 10 + (index > 0 ? pause : 0);
      const target = places(index);
      const decided = press(keys, { key, code, at, target, repeat: false, chord: false, before: `${target} ${index}` });
      keys = decided.keys;
      last = decided.decision;
    });
    return last;
  };

  test("from a field to the page: the code is whole, and the field gets back what stood there", () => {
    expect(scan((index) => (index < 1 ? "field" : "page"))).toEqual({ is: "scan", code: CODE, restore: "field 0" });
  });

  test("from the page into a field: the code is whole, and the field gets back what stood there", () => {
    expect(scan((index) => (index < 5 ? "page" : "field"))).toEqual({ is: "scan", code: CODE, restore: "field 5" });
  });

  test("after a pause they do not belong together", () => {
    expect(scan((index) => (index < 1 ? "field" : "page"), 600)).toMatchObject({ is: "scan", code: CODE.slice(1) });
  });
});
