import { describe, expect, it } from "vitest";
import { type Change, done, EMPTY, redone, undone } from "./history.ts";

const change = (id: string, before: string | null, after: string | null): Change => ({
  id,
  before: before === null ? null : { x: before },
  after: after === null ? null : { x: after },
});

describe("what was done to the fields", () => {
  it("is taken back and done again, newest first", () => {
    let history = done(EMPTY, { changes: [change("1", "1", "2")], kind: "move", at: 0 });
    history = done(history, { changes: [change("2", null, "5")], kind: "add", at: 9_000 });
    const first = undone(history)!;
    expect(first.changes).toEqual([change("2", "5", null)]);
    const second = undone(first.history)!;
    expect(second.changes).toEqual([change("1", "2", "1")]);
    expect(undone(second.history)).toBeNull();
    expect(redone(second.history)!.changes).toEqual([change("1", "1", "2")]);
  });

  it("is one step while a key is held down", () => {
    let history = done(EMPTY, { changes: [change("1", "1", "2")], kind: "nudge", at: 0 });
    history = done(history, { changes: [change("1", "2", "3")], kind: "nudge", at: 100 });
    expect(history.past).toHaveLength(1);
    expect(undone(history)!.changes).toEqual([change("1", "3", "1")]);
    history = done(history, { changes: [change("1", "3", "4")], kind: "nudge", at: 9_000 });
    expect(history.past).toHaveLength(2);
    history = done(history, { changes: [change("2", "3", "4")], kind: "nudge", at: 9_100 });
    expect(history.past, "another field is another step").toHaveLength(3);
  });

  it("cannot be done again after something new", () => {
    const history = done(EMPTY, { changes: [change("1", "1", "2")], kind: "move", at: 0 });
    const back = undone(history)!.history;
    expect(redone(done(back, { changes: [change("3", null, "1")], kind: "add", at: 1 }))).toBeNull();
  });

  it("never joins what was added with what was taken out", () => {
    let history = done(EMPTY, { changes: [change("1", null, "2")], kind: "add", at: 0 });
    history = done(history, { changes: [change("1", null, "2")], kind: "add", at: 10 });
    expect(history.past).toHaveLength(2);
  });
});
