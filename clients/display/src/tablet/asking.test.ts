import type { Asking } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { after, beginning, type Happening, placeOf, SETTLE_MS, type Where } from "./asking.ts";

const asks = (...answers: [string, boolean?][]): Asking[] =>
  answers.map(([question, answer]) => ({ question, text: question, ...(answer === undefined ? {} : { answer }) }));

/** Things happening one after the other, a second apart. */
function walk(questions: Asking[], ...steps: Happening[]): Where {
  return steps.reduce((where, it, n) => after(where, it, 1_000 * (n + 1) + SETTLE_MS), beginning(questions, 0));
}

describe("the questions on the tablet", () => {
  it("begin at the first that nobody has answered", () => {
    expect(beginning(asks(["a", true], ["b"], ["c"]), 0).at).toBe("b");
    expect(beginning(asks(["a", true]), 0).at).toBeNull();
  });

  it("go on when the answer stands in the list, and not before", () => {
    const open = asks(["a"], ["b"]);
    const pressed = walk(open, { what: "pressed", yes: true });
    expect(pressed).toMatchObject({ at: "a", pressed: true });
    expect(after(pressed, { what: "heard", questions: open }, 9_000)).toBe(pressed);
    const heard = after(pressed, { what: "heard", questions: asks(["a", true], ["b"]) }, 9_000);
    expect(heard).toMatchObject({ at: "b", pressed: null });
  });

  it("ask what follows from an answer next", () => {
    const where = walk(
      asks(["a"], ["b"]),
      { what: "pressed", yes: false },
      { what: "heard", questions: asks(["a", false], ["a2"], ["b"]) },
    );
    expect(where.at).toBe("a2");
  });

  it("end with thanks, and go on when a new one comes up", () => {
    const where = walk(asks(["a"]), { what: "pressed", yes: true }, { what: "heard", questions: asks(["a", true]) });
    expect(where.at).toBeNull();
    expect(placeOf(where, asks(["a", true]))).toBe(1);
    expect(after(where, { what: "heard", questions: asks(["a", true]) }, 9_000)).toBe(where);
    expect(after(where, { what: "heard", questions: asks(["a", true], ["b"]) }, 9_000).at).toBe("b");
  });

  it("come back to what was left out", () => {
    const questions = asks(["a"], ["b"]);
    const where = walk(
      questions,
      { what: "next", questions },
      { what: "pressed", yes: true },
      { what: "heard", questions: asks(["a"], ["b", true]) },
    );
    expect(where.at).toBe("a");
  });

  it("go back to an answered one and forward again", () => {
    const questions = asks(["a", true], ["b"]);
    const back = walk(questions, { what: "back", questions });
    expect(back.at).toBe("a");
    expect(after(back, { what: "back", questions }, 9_000)).toBe(back);
    expect(after(back, { what: "next", questions }, 9_000).at).toBe("b");
  });

  it("take no second tap that was meant for the question before", () => {
    const first = asks(["a"], ["b"]);
    const then = asks(["a", true], ["b"]);
    const where = walk(first, { what: "pressed", yes: true }, { what: "heard", questions: then });
    expect(after(where, { what: "pressed", yes: true }, where.since + SETTLE_MS - 1)).toBe(where);
    expect(after(where, { what: "pressed", yes: true }, where.since + SETTLE_MS).pressed).toBe(true);
  });

  it("stay and say so when an answer was not taken", () => {
    const where = walk(asks(["a"]), { what: "pressed", yes: true }, { what: "not_taken", note: "other" });
    expect(where).toMatchObject({ at: "a", pressed: null, note: "other" });
  });

  it("give way when the question is asked no longer", () => {
    const where = walk(asks(["a"], ["b"]), { what: "heard", questions: asks(["b"]) });
    expect(where.at).toBe("b");
  });
});
