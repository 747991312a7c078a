// A small server that keeps the protocol's promises, cut lines, lost answers, another window, a rollback to an older epoch:
// whatever happens, each edit of this screen ends kept exactly once, as a question, or in the tray (I5, I6, I7).

import { expect, test } from "vitest";
import { type CaseEvent, type CaseState, openCase, step } from "./caseStore.ts";
import { sameValue } from "./facts.ts";
import type { Answer, CaseView, Change, Changed, Entry, ToServer } from "./wire.ts";

const KEYS = ["a", "b", "c"];

/** Park-Miller: the same run for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Written {
  op: string;
  facts: Record<string, Entry>;
}

class Server {
  epoch = 1;
  fence = 1;
  journal: Written[] = [];
  kept = 0;

  entries(): Record<string, Entry> {
    const all: Record<string, Entry> = {};
    this.journal.forEach(({ facts }, index) => {
      for (const [key, entry] of Object.entries(facts)) all[key] = { ...entry, rev: index + 1 };
    });
    return all;
  }

  view(): CaseView {
    const { epoch, fence, kept } = this;
    const rev = this.journal.length;
    return {
      t: "case",
      case: "c",
      epoch: `e${epoch}`,
      rev,
      kept,
      fence,
      stage: "open",
      catalog: 1,
      row: null,
      entries: this.entries(),
    };
  }

  write(op: string, values: Record<string, Entry["value"]>): void {
    const facts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, op }]));
    this.journal = [...this.journal, { op, facts }];
  }

  change(change: Change): Answer {
    const re = change.op;
    const known = this.journal.findIndex(({ op }) => op === re);
    if (known >= 0) return { t: "answer", re, result: "done", rev: known + 1 };
    if (change.fence < this.fence) return { t: "answer", re, result: "moved_on", fence: this.fence };
    if (change.do.kind !== "set") throw new Error("only set");
    const now = this.entries();
    const other = Object.entries(change.do.entries).filter(
      ([key, value]) => now[key] && now[key].op !== change.base?.[key] && !sameValue(now[key].value, value),
    );
    if (other.length > 0) {
      const entries = Object.fromEntries(other.map(([key]) => [key, now[key]!]));
      return { t: "answer", re, result: "overtaken", entries };
    }
    if (Object.values(change.do.entries).includes("bad"))
      return { t: "answer", re, result: "refused", reason: "wrong_kind" };
    this.write(re, change.do.entries);
    return { t: "answer", re, result: "ok", rev: this.journal.length };
  }

  ask(ask: string, ops: string[]): Answer {
    const at = (op: string): number => this.journal.findIndex((written) => written.op === op) + 1;
    return {
      t: "answer",
      re: ask,
      result: "kept",
      kept: ops.filter((op) => at(op) > 0 && at(op) <= this.kept),
      seen: ops.filter((op) => at(op) > this.kept),
    };
  }

  /** Redis lost what was not kept. */
  rollback(): void {
    this.journal = this.journal.slice(0, this.kept);
    this.epoch += 1;
  }
}

class Run {
  readonly server = new Server();
  state: CaseState = openCase("c");
  now = 1;
  up = true;
  made = 0;
  others = 0;
  /** The last value that this screen typed, by key. */
  readonly typed = new Map<string, string>();
  readonly givenUp = new Set<unknown>();
  private toClient: CaseEvent[] = [];
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = chance(seed);
    this.feed({ is: "rejoin" });
  }

  private id = (): string => `n${this.made++}`;

  private feed(event: CaseEvent): void {
    const before = { rev: this.state.rev, kept: this.state.kept, epoch: this.state.epoch };
    const { state, say } = step(this.state, event, this.now);
    this.state = state;
    if (before.epoch === state.epoch) {
      expect(state.rev, "I6").toBeGreaterThanOrEqual(before.rev);
      expect(state.kept, "I7").toBeGreaterThanOrEqual(before.kept);
    }
    for (const message of say) this.hear(message);
  }

  private hear(message: ToServer): void {
    if (!this.up) return;
    if (message.t === "join") this.toClient.push({ is: "snapshot", view: this.server.view(), ask: this.id() });
    if (message.t === "ask_kept") this.answer(this.server.ask(message.ask, message.ops));
    if (message.t !== "change") return;
    const before = this.server.journal.length;
    const answer = this.server.change(message);
    if (this.server.journal.length > before) this.emit();
    this.answer(this.random() < 0.1 ? { t: "answer", re: message.op, result: "unknown" } : answer);
  }

  private answer(answer: Answer): void {
    if (this.random() < 0.9) this.toClient.push({ is: "answer", answer, ids: this.id });
  }

  private emit(): void {
    const n = this.server.journal.length;
    const { op, facts } = this.server.journal[n - 1]!;
    const change: Changed = { t: "changed", case: "c", n, op, at: this.now, facts };
    if (this.random() < 0.95) this.toClient.push({ is: "changed", change });
  }

  turn(): void {
    const dice = this.random();
    this.now += Math.floor(this.random() * 400);
    const key = KEYS[Math.floor(this.random() * KEYS.length)]!;
    if (dice < 0.25) this.type(key);
    else if (dice < 0.35) this.other(key);
    else if (dice < 0.65) this.deliver();
    else if (dice < 0.72) this.keep();
    else if (dice < 0.76) this.cut();
    else if (dice < 0.79) this.server.fence += 1;
    else if (dice < 0.81) this.rollback();
    else if (dice < 0.86) this.settle();
    else this.tick();
  }

  private type(key: string): void {
    const op = this.id();
    const value = this.random() < 0.05 ? "bad" : `v${op}`;
    this.typed.set(key, value);
    this.feed({ is: "edit", op, deed: { kind: "set", entries: { [key]: value } } });
  }

  private other(key: string): void {
    this.server.write(`o${this.others++}`, { [key]: `other${this.others}` });
    if (this.up) this.emit();
  }

  private deliver(): void {
    const event = this.toClient.shift();
    if (event && this.up) this.feed(event);
  }

  private keep(): void {
    this.server.kept = this.server.journal.length;
    if (this.up) this.toClient.push({ is: "kept", rev: this.server.kept });
  }

  private cut(): void {
    this.up = false;
    this.toClient = [];
    this.feed({ is: "cut" });
  }

  private rollback(): void {
    this.server.rollback();
    if (!this.up) return;
    this.toClient = [];
    this.feed({ is: "rejoin" });
  }

  private settle(): void {
    const key = Object.keys(this.state.duels)[0];
    if (!key) return;
    const which = this.random() < 0.5 ? "mine" : "theirs";
    if (which === "theirs") this.givenUp.add(this.state.duels[key]?.mine);
    this.feed({ is: "choose", key, which, op: this.id() });
  }

  private tick(): void {
    if (!this.up && this.random() < 0.5) {
      this.up = true;
      this.feed({ is: "rejoin" });
      return;
    }
    if (this.up) this.toClient.push({ is: "heads", rev: this.server.journal.length, version: 0 });
    this.feed({ is: "tick", ask: this.id() });
  }

  /** The storm is over: everything is delivered and kept. */
  rest(): void {
    this.cut();
    this.up = true;
    this.feed({ is: "rejoin" });
    for (let round = 0; round < 400; round += 1) {
      this.now += 700;
      while (this.toClient.length > 0) this.deliver();
      if (round > 300) this.keep();
      this.toClient.push({ is: "heads", rev: this.server.journal.length, version: 0 });
      this.feed({ is: "tick", ask: this.id() });
    }
  }
}

test("I5 I6 I7 each edit ends kept once, as a question, or in the tray, whatever the line and the stores do", {
  timeout: 30_000,
}, () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const run = new Run(seed);
    for (let turn = 0; turn < 150; turn += 1) run.turn();
    run.rest();
    const { state, server } = run;
    expect(state.ops, `seed ${seed}: nothing waits`).toEqual([]);
    expect(state.rev, `seed ${seed}`).toBe(server.journal.length);
    const shown = Object.fromEntries(Object.entries(state.entries).map(([key, { value, op }]) => [key, { value, op }]));
    const stands = Object.fromEntries(
      Object.entries(server.entries()).map(([key, { value, op }]) => [key, { value, op }]),
    );
    expect(shown, `I4 seed ${seed}`).toEqual(stands);
    const values = server.journal.flatMap(({ facts }) => Object.values(facts).map((entry) => entry.value));
    expect(values.length, `seed ${seed}: nothing written twice`).toBe(new Set(values).size);
    expect(values, `seed ${seed}`).not.toContain("bad");
    const somewhere = new Set<unknown>([...values, ...run.givenUp]);
    for (const duel of Object.values(state.duels)) somewhere.add(duel.mine);
    for (const item of state.tray) for (const value of Object.values(item.values)) somewhere.add(value);
    for (const [key, value] of run.typed) expect(somewhere, `I5 seed ${seed}: ${key}`).toContain(value);
  }
});
