import type { Asked } from "@madoguchi/shared/rules/guidance.ts";
import { describe, expect, test } from "vitest";
import { groupsOf, lettersOf, neighbour, nextOpen, openWith } from "./walk.ts";

const asked = (question: string, group: string, answer: boolean | null = null): Asked => ({
  question,
  level: 1,
  group,
  text: question,
  help: "",
  hint: "",
  staffOnly: false,
  answer,
  by: answer === null ? null : "asked",
  auto: null,
  overruled: false,
});

const LIST = [
  asked("A1", "受付", true),
  asked("A2", "受付"),
  asked("A3", "受付", false),
  asked("B1", "転入"),
  asked("B2", "転入"),
  asked("A4", "受付"),
];

describe("going through the questions", () => {
  test("groups stand in the order in which they first appear, with what is answered in them", () => {
    expect(groupsOf(LIST).map(({ name, asked: all, answered, yes }) => [name, all.length, answered, yes])).toEqual([
      ["受付", 4, 2, 1],
      ["転入", 2, 0, 0],
    ]);
    expect(groupsOf([])).toEqual([]);
  });

  test("the next open one is behind the one in hand, then from the beginning, then none", () => {
    expect(nextOpen(LIST, null)).toBe("A2");
    expect(nextOpen(LIST, "A2")).toBe("B1");
    expect(nextOpen(LIST, "A4")).toBe("A2");
    expect(nextOpen(LIST, "gone")).toBe("A2");
    expect(nextOpen([asked("A1", "受付", true)], "A1")).toBeNull();
  });

  test("the arrows stay at the ends", () => {
    expect(neighbour(LIST, "A1", -1)).toBe("A1");
    expect(neighbour(LIST, "A4", 1)).toBe("A4");
    expect(neighbour(LIST, "A3", 1)).toBe("B1");
    expect(neighbour(LIST, null, -1)).toBe("A4");
    expect(neighbour([], null, 1)).toBeNull();
  });

  test("none of these is what is open in the group in hand", () => {
    expect(openWith(LIST, "A1")).toEqual(["A2", "A4"]);
    expect(openWith(LIST, "B2")).toEqual(["B1", "B2"]);
    expect(openWith(LIST, null)).toEqual([]);
  });

  test("each open question of the group but the one in hand has a letter of its own, and none of those in use", () => {
    const many = Array.from({ length: 40 }, (_, at) => asked(`M${at}`, "多い"));
    const letters = lettersOf(many, "M3");
    expect(letters.has("M3")).toBe(false);
    expect(new Set(letters.values()).size).toBe(letters.size);
    expect([...letters.values()].filter((letter) => "ynxsebzoil".includes(letter))).toEqual([]);
    expect([...lettersOf(LIST, "A2")]).toEqual([["A4", "a"]]);
  });
});
