import { describe, expect, test } from "vitest";
import {
  type CaseEvent,
  type CaseState,
  isLate,
  LATE_AFTER,
  markOf,
  openCase,
  shown,
  step,
  tally,
  undoOf,
  unsent,
} from "./caseStore.ts";
import type { Answer, CaseView, Change, ChangeDeed, Changed, Entry, Row, ToServer } from "./wire.ts";

const NAME = "p.aaaaaaaa.m_name";
const TEL = "p.aaaaaaaa.m_tel";

const row: Row = {
  visit: "v1",
  case: "c1",
  version: 3,
  office: "H",
  day: "2026-11-20",
  number: "A012",
  stage: "serving",
  line: "G05",
  service: "TENNYU",
  arrived: 1,
  since: 1,
  line_since: 1,
  fence: 4,
};

function view(over: Partial<CaseView> = {}): CaseView {
  return {
    t: "case",
    case: "c1",
    epoch: "e1",
    rev: 0,
    kept: 0,
    fence: 4,
    stage: "open",
    catalog: 1,
    row,
    entries: {},
    ...over,
  };
}

const entry = (value: Entry["value"], op: string, rev: number): Entry => ({ value, op, rev, clerk: "other" });
const set = (key: string, value: Entry["value"]): ChangeDeed => ({ kind: "set", entries: { [key]: value } });

/** A screen: its state, and all that it said. */
class Screen {
  state: CaseState = openCase("c1");
  said: ToServer[] = [];
  now = 1_000;
  made = 0;

  do(event: CaseEvent): this {
    const { state, say } = step(this.state, event, this.now);
    this.state = state;
    this.said.push(...say);
    return this;
  }

  joined(over: Partial<CaseView> = {}): this {
    return this.do({ is: "rejoin" }).do({ is: "snapshot", view: view(over), ask: "ask" });
  }

  type(key: string, value: Entry["value"], op: string): this {
    return this.do({ is: "edit", op, deed: set(key, value) });
  }

  hear(answer: Partial<Answer> & { re: string; result: string }): this {
    return this.do({ is: "answer", answer: { t: "answer", ...answer }, ids: () => `new${this.made++}` });
  }

  echo(n: number, op: string, facts: Record<string, Entry["value"]>): this {
    const entries = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, { value, op }]));
    const change: Changed = { t: "changed", case: "c1", n, op, at: this.now, facts: entries };
    return this.do({ is: "changed", change });
  }

  wait(ms: number): this {
    this.now += ms;
    return this.do({ is: "tick", ask: `ask${this.now}` });
  }

  changes(): Change[] {
    return this.said.filter((message): message is Change => message.t === "change");
  }

  ops(): string[] {
    return this.changes().map((change) => change.op);
  }
}

describe("P5 an edit goes draft -> queued -> sent -> seen -> kept", () => {
  test("it is on screen at once, with the mark of what is safe at each step", () => {
    const screen = new Screen().joined().type(NAME, "山田　太郎", "op1");
    expect(shown(screen.state, NAME)).toBe("山田　太郎");
    expect(markOf(screen.state, NAME)).toBe("sending");
    screen.hear({ re: "op1", result: "ok", rev: 1 });
    expect(markOf(screen.state, NAME)).toBe("seen");
    screen.echo(1, "op1", { [NAME]: "山田　太郎" }).do({ is: "kept", rev: 1 });
    expect(markOf(screen.state, NAME)).toBe("kept");
    expect(screen.state.ops).toEqual([]);
  });

  test("the echo before the answer counts as the answer", () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "A", "op1")
      .echo(1, "op1", { [NAME]: "A" });
    expect(screen.state.ops[0]?.state).toBe("seen");
    screen.hear({ re: "op1", result: "ok", rev: 1 });
    expect(screen.state.ops).toHaveLength(1);
  });

  test("what came back normalised stands on screen", () => {
    const screen = new Screen().joined().type("ido_date", "S590412", "op1").echo(1, "op1", { ido_date: "1984-04-12" });
    expect(shown(screen.state, "ido_date")).toBe("1984-04-12");
  });

  test("one op is in flight at a time, in order", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1").type(TEL, "1", "op2").type(NAME, "B", "op3");
    expect(screen.ops()).toEqual(["op1"]);
    screen.hear({ re: "op1", result: "ok", rev: 1 });
    expect(screen.ops()).toEqual(["op1", "op2"]);
    screen.hear({ re: "op2", result: "ok", rev: 2 });
    expect(screen.ops()).toEqual(["op1", "op2", "op3"]);
  });

  test("edits of one key that were not said yet become one", () => {
    const screen = new Screen().joined().type(TEL, "1", "op1").type(NAME, "A", "op2").type(NAME, "AB", "op3");
    screen.hear({ re: "op1", result: "ok", rev: 1 });
    expect(screen.changes().at(-1)).toMatchObject({ op: "op2", do: { entries: { [NAME]: "AB" } } });
    screen.hear({ re: "op2", result: "ok", rev: 2 });
    expect(screen.ops()).toEqual(["op1", "op2"]);
  });

  test("an op that was said once keeps its content for ever", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1").hear({ re: "op1", result: "unknown" });
    screen.type(NAME, "AB", "op2").wait(600);
    expect(screen.changes().at(-1)).toMatchObject({ op: "op1", do: { entries: { [NAME]: "A" } } });
    expect(screen.state.ops.map((op) => op.op)).toEqual(["op1", "op2"]);
  });

  test("the base is the op of the write that was on screen, own unsent ones included", () => {
    const screen = new Screen().joined({ rev: 2, entries: { [NAME]: entry("旧", "old", 2) } });
    screen.type(NAME, "A", "op1").type(TEL, "1", "op2").type(NAME, "B", "op3");
    screen.hear({ re: "op1", result: "ok", rev: 3 }).hear({ re: "op2", result: "ok", rev: 4 });
    expect(screen.changes().map((change) => change.base)).toEqual([
      { [NAME]: "old" },
      { [TEL]: null },
      { [NAME]: "op1" },
    ]);
  });

  test("whoever began to type before another value came is asked, not overwritten in silence", () => {
    const screen = new Screen().joined().echo(1, "theirs", { [NAME]: "theirs" });
    screen.do({ is: "edit", op: "op1", deed: set(NAME, "mine"), base: { [NAME]: null } });
    expect(screen.changes().at(-1)?.base).toEqual({ [NAME]: null });
  });

  test("busy, slow, full and unknown only wait; the same op goes again", () => {
    for (const result of ["busy", "slow", "full", "unknown"]) {
      const screen = new Screen().joined().type(NAME, "A", "op1").hear({ re: "op1", result });
      expect(screen.ops()).toEqual(["op1"]);
      screen.wait(1_000);
      expect(screen.ops()).toEqual(["op1", "op1"]);
      expect(screen.state.tray).toEqual([]);
    }
  });

  test("no answer for 3 s: the same op goes again", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1").wait(2_900);
    expect(screen.ops()).toEqual(["op1"]);
    screen.wait(100);
    expect(screen.ops()).toEqual(["op1", "op1"]);
  });

  test("a cut line loses nothing: after the snapshot everything goes on in the old order", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1").type(TEL, "1", "op2").do({ is: "cut" });
    expect(unsent(screen.state)).toBe(2);
    screen.joined().hear({ re: "op1", result: "done", rev: 1 });
    expect(screen.ops()).toEqual(["op1", "op1", "op2"]);
  });

  test("leaving and coming back finds the queue as it was", () => {
    const screen = new Screen().type(NAME, "A", "op1");
    expect(screen.ops()).toEqual([]);
    screen.joined();
    expect(screen.ops()).toEqual(["op1"]);
  });
});

describe("moved_on: who has the case changed", () => {
  test("the case is joined again and the same op goes with the new fence", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1").hear({ re: "op1", result: "moved_on", fence: 9 });
    expect(screen.said.at(-1)).toEqual({ t: "join", case: "c1" });
    screen.do({ is: "snapshot", view: view({ fence: 9 }), ask: "ask" });
    expect(screen.changes().map(({ op, fence }) => [op, fence])).toEqual([
      ["op1", 4],
      ["op1", 9],
    ]);
  });

  test("a move that is heard renews the fence before the next edit; an older one never takes it back", () => {
    const screen = new Screen().joined();
    screen
      .do({ is: "moved", row: { ...row, version: 5, fence: 6 } })
      .do({ is: "moved", row: { ...row, version: 4, fence: 5 } });
    screen.type(NAME, "A", "op1");
    expect(screen.changes().at(-1)?.fence).toBe(6);
    expect(screen.state.row?.version).toBe(5);
  });
});

describe("overtaken: two values, the clerk chooses", () => {
  const clash = () =>
    new Screen()
      .joined()
      .type(NAME, "mine", "op1")
      .hear({ re: "op1", result: "overtaken", entries: { [NAME]: entry("theirs", "opX", 1) } });

  test("both values stand there and nothing is sent by itself", () => {
    const screen = clash();
    expect(screen.state.duels[NAME]).toMatchObject({ mine: "mine", theirs: { value: "theirs" } });
    expect(screen.ops()).toEqual(["op1"]);
  });

  test("choosing mine makes a new op on the base of theirs", () => {
    const screen = clash()
      .echo(1, "opX", { [NAME]: "theirs" })
      .do({ is: "choose", key: NAME, which: "mine", op: "op9" });
    expect(screen.changes().at(-1)).toMatchObject({
      op: "op9",
      base: { [NAME]: "opX" },
      do: { entries: { [NAME]: "mine" } },
    });
    expect(screen.state.duels).toEqual({});
  });

  test("choosing theirs sends nothing", () => {
    const screen = clash()
      .echo(1, "opX", { [NAME]: "theirs" })
      .do({ is: "choose", key: NAME, which: "theirs", op: "op9" });
    expect(screen.ops()).toEqual(["op1"]);
    expect(shown(screen.state, NAME)).toBe("theirs");
  });

  test("a third value from the other window is shown in place of the second", () => {
    const screen = clash()
      .echo(1, "opX", { [NAME]: "theirs" })
      .echo(2, "opY", { [NAME]: "third" });
    expect(screen.state.duels[NAME]?.theirs?.value).toBe("third");
  });

  test("of several answers at once only the one that clashes is asked; the others go again", () => {
    const answers = { Q001: false, Q002: false, Q003: false };
    const screen = new Screen().joined().do({ is: "edit", op: "op1", deed: { kind: "answer", answers } });
    screen.hear({ re: "op1", result: "overtaken", entries: { "q.Q002": entry(true, "opX", 1) } });
    expect(Object.keys(screen.state.duels)).toEqual(["q.Q002"]);
    expect(screen.changes().at(-1)?.do).toEqual({ kind: "answer", answers: { Q001: false, Q003: false } });
    screen.do({ is: "choose", key: "q.Q002", which: "mine", op: "op2" });
    screen.hear({ re: screen.changes().at(-1)!.op, result: "ok", rev: 2 });
    expect(screen.changes().at(-1)?.do).toEqual({ kind: "answer", answers: { Q002: false } });
  });

  test("a store that was put back behind an own seen edit asks nobody: both go again, in their order", () => {
    const screen = new Screen().joined().type(NAME, "one", "op1");
    screen.hear({ re: "op1", result: "ok", rev: 1 }).type(NAME, "two", "op2");
    screen.hear({ re: "op2", result: "overtaken", entries: { [NAME]: { value: null, op: "" } } });
    expect(screen.state.duels).toEqual({});
    expect(screen.said.at(-1)).toMatchObject({ t: "join" });
    screen.do({ is: "snapshot", view: view({ epoch: "e2" }), ask: "ask2" });
    screen.hear({ re: "ask2", result: "kept", kept: [], seen: [] });
    expect(screen.changes().at(-1)).toMatchObject({ op: "op1", do: { entries: { [NAME]: "one" } } });
    screen.hear({ re: "op1", result: "ok", rev: 1 });
    expect(screen.changes().at(-1)).toMatchObject({ op: "op2", base: { [NAME]: "op1" } });
  });

  test("somebody's edit over an own seen one is asked about", () => {
    const screen = new Screen().joined().type(NAME, "one", "op1");
    screen.hear({ re: "op1", result: "ok", rev: 1 }).type(NAME, "two", "op2");
    screen.hear({ re: "op2", result: "overtaken", entries: { [NAME]: entry("theirs", "opX", 2) } });
    expect(screen.state.duels[NAME]).toMatchObject({ mine: "two", theirs: { value: "theirs" } });
  });

  test("of several keys only those that clash are asked; the others go again as a new op", () => {
    const screen = new Screen().joined();
    screen.do({ is: "edit", op: "op1", deed: { kind: "set", entries: { [NAME]: "mine", [TEL]: "1" } } });
    screen.hear({ re: "op1", result: "overtaken", entries: { [NAME]: entry("theirs", "opX", 1) } });
    expect(Object.keys(screen.state.duels)).toEqual([NAME]);
    expect(screen.changes().at(-1)).toMatchObject({ op: "new0", do: { entries: { [TEL]: "1" } } });
  });

  test("a later own edit of the same entry joins the question instead of running into it again", () => {
    const screen = new Screen().joined().type(NAME, "mine", "op1").type(TEL, "1", "op2").type(NAME, "mine 2", "op3");
    screen.hear({ re: "op1", result: "overtaken", entries: { [NAME]: entry("theirs", "opX", 1) } });
    expect(screen.state.duels[NAME]?.mine).toBe("mine 2");
    expect(screen.state.ops.map((op) => op.op)).toEqual(["op2"]);
  });
});

describe("a card that says something else", () => {
  const read = (value: string) =>
    new Screen()
      .joined()
      .echo(1, "opX", { [NAME]: "typed" })
      .hear({ re: "card:read1", result: "overtaken", entries: { [NAME]: entry(value, "read1", 0) } });

  test("stands beside what was typed, and nothing is sent by itself", () => {
    const screen = read("on the card");
    expect(screen.state.duels[NAME]).toMatchObject({ mine: "on the card", theirs: { value: "typed" }, fromCard: true });
    expect(screen.changes()).toEqual([]);
  });

  test("when the clerk keeps the card's, it is written on the base of what stood there", () => {
    const screen = read("on the card").do({ is: "choose", key: NAME, which: "mine", op: "op9" });
    expect(screen.changes().at(-1)).toMatchObject({
      base: { [NAME]: "opX" },
      do: { entries: { [NAME]: "on the card" } },
    });
  });

  test("asks nothing when both say the same", () => {
    expect(read("typed").state.duels).toEqual({});
  });
});

describe("refused: the tray, never nowhere", () => {
  test("the value stands in the tray with its reason, and the sheet's value on screen", () => {
    const screen = new Screen()
      .joined({ rev: 1, entries: { [NAME]: entry("before", "old", 1) } })
      .type(NAME, "x", "op1");
    screen.hear({ re: "op1", result: "refused", reason: "section_confirmed", at: NAME });
    expect(screen.state.tray).toMatchObject([
      { op: "op1", values: { [NAME]: "x" }, reason: "section_confirmed", at: NAME },
    ]);
    expect(shown(screen.state, NAME)).toBe("before");
    expect(screen.do({ is: "forget_tray", op: "op1" }).state.tray).toEqual([]);
  });

  test("what came after it stands on what stood before it", () => {
    const screen = new Screen().joined({ rev: 1, entries: { [NAME]: entry("before", "old", 1) } });
    screen.type(NAME, "x", "op1").type(TEL, "1", "op2").type(NAME, "y", "op3");
    screen.hear({ re: "op1", result: "refused", reason: "too_long" }).hear({ re: "op2", result: "ok", rev: 2 });
    expect(screen.changes().at(-1)).toMatchObject({ op: "op3", base: { [NAME]: "old" } });
  });

  test("not joined is no refusal: join and send again", () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "x", "op1")
      .hear({ re: "op1", result: "refused", reason: "not_joined" });
    expect(screen.said.at(-1)).toEqual({ t: "join", case: "c1" });
    expect(screen.state.tray).toEqual([]);
  });

  test("a sealed case is waited for, but not for ever", () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "x", "op1")
      .hear({ re: "op1", result: "refused", reason: "case_sealed" });
    expect(screen.state.tray).toEqual([]);
    screen.wait(13_000).hear({ re: "op1", result: "refused", reason: "case_sealed" });
    expect(screen.state.tray).toHaveLength(1);
  });
});

describe("I6 I7 revisions", () => {
  test("I6 n+1 never before n: a gap is held, joined after 300 ms, and drained in order", () => {
    const screen = new Screen().joined().echo(2, "b", { [NAME]: "second" });
    expect(shown(screen.state, NAME)).toBe(null);
    screen.echo(1, "a", { [NAME]: "first" });
    expect(shown(screen.state, NAME)).toBe("second");
    screen.echo(5, "e", { [NAME]: "fifth" }).wait(300);
    expect(screen.said.filter((message) => message.t === "join")).toHaveLength(2);
  });

  test("I6 what was applied already is dropped", () => {
    const screen = new Screen()
      .joined()
      .echo(1, "a", { [NAME]: "first" })
      .echo(2, "b", { [NAME]: "second" });
    expect(shown(screen.echo(1, "a", { [NAME]: "first" }).state, NAME)).toBe("second");
  });

  test("I7 the kept mark never goes back", () => {
    const screen = new Screen().joined({ rev: 5, kept: 5 }).do({ is: "kept", rev: 3 });
    expect(screen.state.kept).toBe(5);
    expect(screen.joined({ rev: 5, kept: 2 }).state.kept).toBe(5);
  });

  test("heads ahead for 2 s: join again; heads that agree: nothing", () => {
    const screen = new Screen().joined({ rev: 1 }).do({ is: "heads", rev: 1, version: 3 }).wait(5_000);
    expect(screen.said.filter((message) => message.t === "join")).toHaveLength(1);
    screen.do({ is: "heads", rev: 4, version: 3 }).wait(1_900);
    expect(screen.said.filter((message) => message.t === "join")).toHaveLength(1);
    screen.wait(100);
    expect(screen.said.filter((message) => message.t === "join")).toHaveLength(2);
  });

  test("a join that stays without answer is said again", () => {
    const screen = new Screen().do({ is: "rejoin" }).wait(2_000).wait(1_000);
    expect(screen.said.filter((message) => message.t === "join")).toHaveLength(2);
  });
});

describe("a new epoch", () => {
  const three = () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "A", "op1")
      .echo(1, "op1", { [NAME]: "A" });
    screen
      .type(TEL, "1", "op2")
      .hear({ re: "op2", result: "ok", rev: 2 })
      .echo(2, "op2", { [TEL]: "1" });
    return screen.type("ido_date", "S590412", "op3");
  };

  test("an entry whose last op is mine stays seen; the others are asked about before anything is said", () => {
    const screen = three();
    screen.do({
      is: "snapshot",
      view: view({ epoch: "e2", rev: 1, entries: { [NAME]: entry("A", "op1", 1) } }),
      ask: "Q",
    });
    expect(screen.state.ops.map((op) => [op.op, op.state])).toEqual([
      ["op1", "seen"],
      ["op2", "asking"],
      ["op3", "asking"],
    ]);
    expect(screen.said.at(-1)).toEqual({ t: "ask_kept", ask: "Q", case: "c1", ops: ["op2", "op3"] });
  });

  test("kept is forgotten, not found goes again in the old order", () => {
    const screen = three();
    screen
      .do({ is: "snapshot", view: view({ epoch: "e2" }), ask: "Q" })
      .hear({ re: "Q", result: "kept", kept: ["op1"], seen: [] });
    expect(screen.ops()).toEqual(["op1", "op2", "op3", "op2"]);
    screen.hear({ re: "op2", result: "ok", rev: 1 });
    expect(screen.ops()).toEqual(["op1", "op2", "op3", "op2", "op3"]);
  });
});

describe("seen, but not kept", () => {
  test("the lamp tells of an edit that nobody has seen, too", () => {
    const screen = new Screen().joined().type(NAME, "A", "op1");
    screen.wait(LATE_AFTER - 1);
    expect(isLate(screen.state, screen.now)).toBe(false);
    screen.wait(1);
    expect(isLate(screen.state, screen.now)).toBe(true);
    screen.echo(1, "op1", { [NAME]: "A" });
    expect(isLate(screen.state, screen.now)).toBe(false);
  });

  test("I11 the lamp before 2 s are over, a question after 5 s", () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "A", "op1")
      .echo(1, "op1", { [NAME]: "A" });
    expect(isLate(screen.state, screen.now)).toBe(false);
    screen.wait(LATE_AFTER);
    expect(isLate(screen.state, screen.now)).toBe(true);
    screen.wait(5_000 - LATE_AFTER);
    expect(screen.said.at(-1)).toMatchObject({ t: "ask_kept", ops: ["op1"] });
  });

  test("the tally counts what is where", () => {
    const screen = new Screen().joined({ rev: 2, kept: 1, entries: { a: entry("1", "x", 1), b: entry("2", "y", 2) } });
    expect(tally(screen.type(NAME, "A", "op1").state)).toEqual({ sending: 1, seen: 1, kept: 1 });
  });
});

describe("undo", () => {
  test("the last own edit that still stands is taken back to what stood before", () => {
    const screen = new Screen()
      .joined({ rev: 1, entries: { [NAME]: entry("before", "old", 1) } })
      .type(NAME, "after", "op1");
    expect(undoOf(screen.state)).toEqual({ kind: "undo", undoes: "op1", entries: { [NAME]: "before" } });
    screen.do({ is: "edit", op: "op2", deed: undoOf(screen.state)! });
    expect(shown(screen.state, NAME)).toBe("before");
    expect(undoOf(screen.state)).toBe(null);
  });

  test("not where somebody else wrote since", () => {
    const screen = new Screen()
      .joined()
      .type(NAME, "A", "op1")
      .echo(1, "op1", { [NAME]: "A" })
      .echo(2, "z", { [NAME]: "B" });
    expect(undoOf(screen.state)).toBe(null);
  });
});
