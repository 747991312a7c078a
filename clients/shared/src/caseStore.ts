// One case as one screen has it, and the queue of this screen's own edits (DESIGN §9 P5). Pure: a state and an event go in,
// a state and what to say to the server come out; time is an argument, ids come with the events.
//
//   draft -> queued -> sent -> seen -> kept
//
// One op is in flight at a time, in order. Nothing of the queue is ever dropped without a word: an op ends as kept, as a
// question to the clerk (duel), or in the tray with the sentence of its refusal.

import { basedKeys, deedOf, expected, restOf, sameValue, type Value, type Values } from "./facts.ts";
import type { Answer, CaseView, Change, ChangeDeed, Changed, Entry, Here, Reason, Row, ToServer } from "./wire.ts";

export const SENT_FOR = 3_000;
export const GAP_FOR = 300;
export const BEHIND_FOR = 2_000;
/** The lamp must have told within 2 s (I11), and looks each half second. */
export const LATE_AFTER = 1_200;
export const ASK_AFTER = 5_000;
/** The server remembers ops of 24 h; an older one is asked about before it is sent again. */
export const OLD_AFTER = 20 * 3_600_000;
/** So often an op may run into a store that was put back, before it counts as somebody's edit after all. */
const PUT_BACK_TRIES = 3;
/** A seal lasts 10 s at most. */
const SEALED_FOR = 12_000;

export type OpState = "queued" | "sent" | "seen" | "asking";

export interface Op {
  op: string;
  deed: ChangeDeed;
  base: Record<string, string | null>;
  values: Values;
  state: OpState;
  /** How often it was said; an op that was said once keeps its content for ever. */
  tries: number;
  madeAt: number;
  sentAt: number;
  notBefore: number;
  /** The revision that it became, 0 while unknown. */
  rev: number;
  seenAt: number;
}

/** Two values for one entry: the clerk chooses. */
export interface Duel {
  key: string;
  mine: Value;
  mineAt: number;
  theirs: Entry | null;
  /** `mine` is what a card says, read at this window. */
  fromCard?: boolean;
}

/** An edit that could not be delivered: 届かなかった入力. */
export interface Undelivered {
  op: string;
  deed: ChangeDeed;
  values: Values;
  reason: Reason;
  at: string | null;
  when: number;
}

/** An own edit that may be taken back. */
export interface Step {
  op: string;
  before: Values;
}

export interface CaseState {
  id: string;
  known: boolean;
  epoch: string;
  rev: number;
  kept: number;
  fence: number;
  closed: boolean;
  catalog: number;
  isProtected: boolean;
  row: Row | null;
  entries: Record<string, Entry>;
  here: Here[];
  ops: Op[];
  duels: Record<string, Duel>;
  tray: Undelivered[];
  steps: Step[];
  joining: boolean;
  joinAt: number;
  ahead: Record<number, Changed>;
  gapSince: number;
  behindSince: number;
  heardOf: number;
  askId: string | null;
  asked: string[];
  askedAt: number;
}

export type CaseEvent =
  /** `base` where the clerk began to type before something else came: what stood on screen then. */
  | { is: "edit"; op: string; deed: ChangeDeed; base?: Record<string, string | null> }
  | { is: "choose"; key: string; which: "mine" | "theirs"; op: string }
  | { is: "snapshot"; view: CaseView; ask: string }
  | { is: "changed"; change: Changed }
  | { is: "kept"; rev: number }
  | { is: "heads"; rev: number; version: number }
  | { is: "moved"; row: Row }
  | { is: "here"; here: Here[] }
  | { is: "answer"; answer: Answer; ids: () => string }
  | { is: "cut" }
  | { is: "rejoin" }
  | { is: "tick"; ask: string }
  | { is: "forget_tray"; op: string };

export interface Stepped {
  state: CaseState;
  say: ToServer[];
}

export function openCase(id: string): CaseState {
  return {
    id,
    known: false,
    epoch: "",
    rev: 0,
    kept: 0,
    fence: 0,
    closed: false,
    catalog: 0,
    isProtected: false,
    row: null,
    entries: {},
    here: [],
    ops: [],
    duels: {},
    tray: [],
    steps: [],
    joining: false,
    joinAt: 0,
    ahead: {},
    gapSince: 0,
    behindSince: 0,
    heardOf: 0,
    askId: null,
    asked: [],
    askedAt: 0,
  };
}

/** The state after an event, and what to say. */
export function step(before: CaseState, event: CaseEvent, now: number): Stepped {
  const state: CaseState = { ...before };
  const say: ToServer[] = [];
  apply(state, event, now, say);
  pump(state, now, say);
  return { state, say };
}

function apply(state: CaseState, event: CaseEvent, now: number, say: ToServer[]): void {
  switch (event.is) {
    case "edit":
      return edit(state, event.op, event.deed, event.base ?? {}, now);
    case "choose":
      return choose(state, event.key, event.which, event.op, now);
    case "snapshot":
      return snapshot(state, event.view, event.ask, now, say);
    case "changed":
      return changed(state, event.change, now);
    case "kept":
      return kept(state, event.rev);
    case "heads":
      return heads(state, event.rev, event.version, now);
    case "moved":
      return moved(state, event.row);
    case "here":
      state.here = event.here;
      return;
    case "answer":
      return answered(state, event.answer, event.ids, now, say);
    case "cut":
      return cut(state);
    case "rejoin":
      return join(state, now, say);
    case "tick":
      return tick(state, event.ask, now, say);
    case "forget_tray":
      state.tray = state.tray.filter((item) => item.op !== event.op);
      return;
  }
}

// ---- own edits

function edit(state: CaseState, op: string, deed: ChangeDeed, began: Op["base"], now: number): void {
  const values = expected(op, deed);
  if (deed.kind === "undo") state.steps = state.steps.filter((done) => done.op !== deed.undoes);
  if (coalesce(state, deed, values)) return;
  const stood = (key: string): string | null => began[key] ?? (key in began ? null : lastWrite(state, key));
  const base = Object.fromEntries(basedKeys(deed).map((key) => [key, stood(key)]));
  if (undoable(deed)) {
    const before = Object.fromEntries(Object.keys(values).map((key) => [key, shown(state, key)]));
    state.steps = [...state.steps.slice(-49), { op, before }];
  }
  for (const key of Object.keys(values)) drop(state, key);
  state.ops = [...state.ops, fresh(op, deed, base, values, now)];
}

function fresh(op: string, deed: ChangeDeed, base: Op["base"], values: Values, now: number): Op {
  return { op, deed, base, values, state: "queued", tries: 0, madeAt: now, sentAt: 0, notBefore: 0, rev: 0, seenAt: 0 };
}

/** An edit of the same keys that waits and was never said takes the new values: one op instead of two. */
function coalesce(state: CaseState, deed: ChangeDeed, values: Values): boolean {
  const last = state.ops.at(-1);
  if (deed.kind !== "set" || last?.deed.kind !== "set" || last.state !== "queued" || last.tries > 0) return false;
  if (Object.keys(values).join("\n") !== Object.keys(last.values).join("\n")) return false;
  if (last.deed.source !== deed.source) return false;
  replace(state, { ...last, deed, values });
  return true;
}

const undoable = (deed: ChangeDeed): boolean => deed.kind === "set" || deed.kind === "clear";

/** The op of the write that stands on this screen: the base of an edit. */
export function lastWrite(state: CaseState, key: string): string | null {
  return pending(state, key)?.op ?? state.entries[key]?.op ?? null;
}

function drop(state: CaseState, key: string): void {
  if (!(key in state.duels)) return;
  const { [key]: _, ...rest } = state.duels;
  state.duels = rest;
}

function choose(state: CaseState, key: string, which: "mine" | "theirs", op: string, now: number): void {
  const duel = state.duels[key];
  if (!duel) return;
  drop(state, key);
  if (which === "theirs") return;
  const base = { [key]: state.entries[key]?.op ?? duel.theirs?.op ?? null };
  const deed = deedOf(key, duel.mine);
  state.ops = [...state.ops, fresh(op, deed, base, expected(op, deed), now)];
}

/** One op in flight, in order; nothing is said while the case is being joined or asked about. */
function pump(state: CaseState, now: number, say: ToServer[]): void {
  if (!state.known || state.joining) return;
  if (state.ops.some((op) => op.state === "sent" || op.state === "asking")) return;
  const next = state.ops.find((op) => op.state === "queued");
  if (!next || next.notBefore > now) return;
  replace(state, { ...next, state: "sent", sentAt: now, tries: next.tries + 1 });
  const change: Change = { t: "change", op: next.op, case: state.id, fence: state.fence, do: next.deed };
  if (Object.keys(next.base).length > 0) change.base = next.base;
  say.push(change);
}

function replace(state: CaseState, op: Op): void {
  state.ops = state.ops.map((other) => (other.op === op.op ? op : other));
}

function without(state: CaseState, op: string): void {
  state.ops = state.ops.filter((other) => other.op !== op);
}

// ---- what the server says

function snapshot(state: CaseState, view: CaseView, ask: string, now: number, say: ToServer[]): void {
  const newEpoch = state.known && state.epoch !== view.epoch;
  state.joining = false;
  state.gapSince = 0;
  state.behindSince = 0;
  state.here = view.here ?? [];
  state.isProtected = view.protected ?? false;
  if (view.row) moved(state, view.row);
  state.fence = Math.max(view.fence, newEpoch ? 0 : state.fence);
  if (!newEpoch && state.known && view.rev < state.rev) return drainAhead(state, now);
  Object.assign(state, { known: true, epoch: view.epoch, rev: view.rev, catalog: view.catalog, entries: view.entries });
  state.closed = view.stage !== "open";
  state.kept = newEpoch ? view.kept : Math.max(state.kept, view.kept);
  state.ahead = Object.fromEntries(Object.entries(state.ahead).filter(([n]) => Number(n) > view.rev));
  drainAhead(state, now);
  settleAfterSnapshot(state, newEpoch, ask, now, say);
}

/** Own ops against what stands there now: mine is there -> seen; else ask the server before anything is said again. */
function settleAfterSnapshot(state: CaseState, newEpoch: boolean, ask: string, now: number, say: ToServer[]): void {
  const standing = new Set(Object.values(state.entries).map((entry) => entry.op));
  state.ops = state.ops.map((op) => {
    if (standing.has(op.op))
      return { ...op, state: "seen", rev: op.rev && !newEpoch ? op.rev : state.rev, seenAt: now };
    if (newEpoch && (op.state === "seen" || op.state === "sent" || op.tries > 0)) return { ...op, state: "asking" };
    if (op.tries > 0 && op.state !== "seen" && now - op.madeAt > OLD_AFTER) return { ...op, state: "asking" };
    return op.state === "sent" ? { ...op, state: "queued" } : op;
  });
  forgetKept(state);
  askAbout(state, ask, now, say, (op) => op.state === "asking");
}

function askAbout(state: CaseState, ask: string, now: number, say: ToServer[], which: (op: Op) => boolean): void {
  const ops = state.ops.filter(which).map((op) => op.op);
  if (ops.length === 0) return;
  state.askId = ask;
  state.asked = ops;
  state.askedAt = now;
  say.push({ t: "ask_kept", ask, case: state.id, ops });
}

function changed(state: CaseState, change: Changed, now: number): void {
  // Between a join and its snapshot everything is held: the snapshot says what it follows on.
  const held = !state.known || state.joining;
  if (!held && change.n <= state.rev) return;
  if (held || change.n > state.rev + 1) {
    state.ahead = { ...state.ahead, [change.n]: change };
    if (!held) state.gapSince ||= now;
    return;
  }
  fold(state, change, now);
  drainAhead(state, now);
}

function drainAhead(state: CaseState, now: number): void {
  for (;;) {
    const next = state.ahead[state.rev + 1];
    if (!next) break;
    const { [next.n]: _, ...rest } = state.ahead;
    state.ahead = rest;
    fold(state, next, now);
  }
  if (Object.keys(state.ahead).length === 0) state.gapSince = 0;
  else state.gapSince ||= now;
}

/** Replay assigns; it never decides. */
function fold(state: CaseState, change: Changed, now: number): void {
  const stamped = Object.entries(change.facts).map(([key, entry]) => [key, { ...entry, rev: change.n, at: change.at }]);
  state.entries = { ...state.entries, ...Object.fromEntries(stamped) };
  state.rev = change.n;
  state.heardOf = Math.max(state.heardOf, change.n);
  if (state.heardOf <= state.rev) state.behindSince = 0;
  const own = state.ops.find((op) => op.op === change.op);
  if (own) seen(state, own, change.n, now);
  for (const key of Object.keys(change.facts)) {
    const duel = state.duels[key];
    const theirs = state.entries[key];
    if (!duel || !theirs) continue;
    if (sameValue(theirs.value, duel.mine)) drop(state, key);
    else state.duels = { ...state.duels, [key]: { ...duel, theirs } };
  }
}

function seen(state: CaseState, op: Op, rev: number, now: number): void {
  replace(state, { ...op, state: "seen", rev, seenAt: op.state === "seen" ? op.seenAt : now });
  forgetKept(state);
}

function kept(state: CaseState, rev: number): void {
  if (rev <= state.kept) return;
  state.kept = rev;
  forgetKept(state);
}

function forgetKept(state: CaseState): void {
  // Not before its own change is folded in: until then the value on screen is the op's.
  const over = (op: Op): boolean => op.state === "seen" && op.rev > 0 && op.rev <= state.kept && op.rev <= state.rev;
  if (state.ops.some(over)) state.ops = state.ops.filter((op) => !over(op));
}

function heads(state: CaseState, rev: number, version: number, now: number): void {
  state.heardOf = Math.max(state.heardOf, rev);
  const behind = rev > state.rev || version > (state.row?.version ?? 0);
  if (!behind) state.behindSince = 0;
  else state.behindSince ||= now;
}

function moved(state: CaseState, row: Row): void {
  const held = state.row;
  if (held && held.visit === row.visit && held.version >= row.version) return;
  if (held && held.visit !== row.visit && row.arrived < held.arrived) return;
  state.row = row;
  state.fence = Math.max(state.fence, row.fence ?? 0);
}

const AGAIN: Record<string, number> = { busy: 200, unknown: 500, slow: 1_000, full: 1_000 };
const WAITABLE: ReadonlySet<string> = new Set(["case_sealed", "read_only_now", "slow_down", "not_now"]);

function answered(state: CaseState, answer: Answer, ids: () => string, now: number, say: ToServer[]): void {
  if (answer.re === state.askId) return told(state, answer, now);
  if (answer.re === `join:${state.id}` && answer.result !== "refused") {
    state.joinAt = now - SENT_FOR + (AGAIN[answer.result] ?? 500);
    return;
  }
  if (answer.re.startsWith("card:")) return carded(state, answer.entries ?? {}, now);
  const op = state.ops.find((other) => other.op === answer.re);
  if (!op) return;
  const pause = AGAIN[answer.result];
  if (pause !== undefined) {
    if (op.state === "sent") replace(state, { ...op, state: "queued", notBefore: now + pause });
    return;
  }
  if (answer.result === "ok" || answer.result === "done") return seen(state, op, answer.rev ?? state.rev, now);
  if (answer.result === "moved_on") return movedOn(state, op, answer.fence ?? null, now, say);
  if (answer.result === "overtaken") {
    const theirs = answer.entries ?? {};
    return isPutBack(state, op, theirs) ? again(state, op, now, say) : overtaken(state, op, theirs, ids, now);
  }
  if (answer.result === "refused") return refused(state, op, answer, now, say);
}

function movedOn(state: CaseState, op: Op, fence: number | null, now: number, say: ToServer[]): void {
  if (fence !== null) state.fence = Math.max(state.fence, fence);
  again(state, op, now, say);
}

/** The case as it stands now first, and then the same op. */
function again(state: CaseState, op: Op, now: number, say: ToServer[]): void {
  replace(state, { ...op, state: "queued" });
  join(state, now, say);
}

/** Whether an op ran into nobody's edit, but into a live store that was put back behind an own edit it stands on, which
 * this screen saw and nobody keeps yet: the clerk is not asked about that, both are sent again in their order. */
function isPutBack(state: CaseState, op: Op, theirs: Record<string, Entry>): boolean {
  const isGone = ([key, there]: [string, Entry]): boolean => {
    const own = state.ops.find((other) => other.op === op.base[key]);
    return own?.state === "seen" && own.op !== there.op && own.rev > (there.rev ?? 0);
  };
  return op.tries < PUT_BACK_TRIES && Object.entries(theirs).some(isGone);
}

/** A card says something else than what stands here: nothing is overwritten, the clerk is asked. */
function carded(state: CaseState, says: Record<string, Entry>, now: number): void {
  for (const [key, card] of Object.entries(says)) {
    const theirs = state.entries[key] ?? null;
    if (card.masked || (theirs && sameValue(theirs.value, card.value))) continue;
    state.duels = { ...state.duels, [key]: { key, mine: card.value, mineAt: now, theirs, fromCard: true } };
  }
}

/** Somebody wrote the same entry first. What did not clash goes again by itself; what clashed is asked. */
function overtaken(state: CaseState, op: Op, theirs: Record<string, Entry>, ids: () => string, now: number): void {
  // What stands before it in the queue was seen already; only what came after it is in question with it.
  const place = state.ops.indexOf(op);
  const earlier = state.ops.slice(0, place);
  const after = state.ops.slice(place + 1);
  const clashing = new Set(Object.keys(theirs));
  for (const key of clashing) {
    if (!(key in op.values)) continue;
    const later = after.findLast((other) => key in other.values);
    const mine = later ? later.values[key] : op.values[key];
    const duel: Duel = { key, mine: mine ?? null, mineAt: op.madeAt, theirs: theirs[key] ?? null };
    state.duels = { ...state.duels, [key]: duel };
  }
  state.steps = state.steps.filter((done) => done.op !== op.op);
  if (op.deed.kind === "undo") for (const key of clashing) drop(state, key);
  const rest = split(op, clashing);
  const again = rest ? [fresh(ids(), rest.deed, rest.base, rest.values, now)] : [];
  state.ops = [...earlier, ...again, ...after.flatMap((other) => thin(other, clashing, op, ids))];
}

/** A later op of this screen that was never said, without the keys that are in question. */
function thin(other: Op, clashing: Set<string>, over: Op, ids: () => string): Op[] {
  const stood = (key: string): boolean => other.base[key] === over.op;
  const rebased = Object.fromEntries(
    Object.keys(other.base).map((key) => [key, stood(key) ? (over.base[key] ?? null) : (other.base[key] ?? null)]),
  );
  if (!Object.keys(other.values).some((key) => clashing.has(key))) return [{ ...other, base: rebased }];
  const rest = split({ ...other, base: rebased }, clashing);
  return rest ? [{ ...other, ...rest, op: other.tries > 0 ? ids() : other.op, tries: 0, state: "queued" }] : [];
}

/** What did not clash of an op. */
function split(op: Op, clashing: Set<string>): Pick<Op, "deed" | "base" | "values"> | null {
  const deed = restOf(op.deed, (key) => !clashing.has(key));
  if (!deed) return null;
  const base = Object.fromEntries(Object.entries(op.base).filter(([key]) => !clashing.has(key)));
  return { deed, base, values: expected(op.op, deed) };
}

function refused(state: CaseState, op: Op, answer: Answer, now: number, say: ToServer[]): void {
  const reason = (answer.reason ?? "bad_message") as Reason;
  if (reason === "not_joined") {
    replace(state, { ...op, state: "queued", notBefore: now + 200 });
    return join(state, now, say);
  }
  if (WAITABLE.has(reason) && (reason !== "case_sealed" || now - op.madeAt < SEALED_FOR)) {
    replace(state, { ...op, state: "queued", notBefore: now + 1_000 });
    return;
  }
  without(state, op.op);
  state.steps = state.steps.filter((done) => done.op !== op.op);
  state.ops = state.ops.map((other) => ({ ...other, base: rebase(other, op) }));
  const item = { op: op.op, deed: op.deed, values: op.values, reason, at: answer.at ?? null, when: now };
  state.tray = [...state.tray, item];
}

/** An edit that stood on a refused one stands on what that one stood on. */
function rebase(other: Op, gone: Op): Op["base"] {
  return Object.fromEntries(
    Object.entries(other.base).map(([key, base]) => [key, base === gone.op ? (gone.base[key] ?? null) : base]),
  );
}

/** The answer to ask_kept: kept -> forget; seen -> wait on; neither -> say again, in the old order. */
function told(state: CaseState, answer: Answer, now: number): void {
  state.askId = null;
  if (answer.kept === undefined && answer.seen === undefined) {
    state.askedAt = now;
    return;
  }
  const isKept = new Set(answer.kept ?? []);
  const isSeen = new Set(answer.seen ?? []);
  const wasAsked = new Set(state.asked);
  state.ops = state.ops.flatMap((op): Op[] => {
    if (isKept.has(op.op)) return [];
    if (isSeen.has(op.op)) return [{ ...op, state: "seen", rev: op.rev || state.rev, seenAt: op.seenAt || now }];
    return wasAsked.has(op.op) ? [{ ...op, state: "queued", rev: 0 }] : [op];
  });
}

// ---- the line and the clock

function cut(state: CaseState): void {
  // Nothing is said until the line is back and says `rejoin`.
  state.joining = true;
  state.joinAt = Number.POSITIVE_INFINITY;
  state.ops = state.ops.map((op) => (op.state === "sent" ? { ...op, state: "queued" } : op));
  state.askId = null;
  state.here = [];
}

function join(state: CaseState, now: number, say: ToServer[]): void {
  state.joining = true;
  state.joinAt = now;
  state.ahead = {};
  say.push({ t: "join", case: state.id });
}

function tick(state: CaseState, ask: string, now: number, say: ToServer[]): void {
  const lost = (op: Op): boolean => op.state === "sent" && now - op.sentAt >= SENT_FOR;
  if (state.ops.some(lost)) state.ops = state.ops.map((op) => (lost(op) ? { ...op, state: "queued" } : op));
  const gap = state.gapSince > 0 && now - state.gapSince >= GAP_FOR;
  const behind = state.behindSince > 0 && now - state.behindSince >= BEHIND_FOR;
  if (state.joining ? now - state.joinAt >= SENT_FOR : state.known && (gap || behind)) {
    state.gapSince = 0;
    state.behindSince = 0;
    join(state, now, say);
  }
  if (state.joining || !state.known) return;
  const unsure = (op: Op): boolean => op.state === "asking" || (op.state === "seen" && now - op.seenAt >= ASK_AFTER);
  if (now - state.askedAt >= ASK_AFTER) askAbout(state, ask, now, say, unsure);
}

// ---- what a screen shows

/** The value on screen: my own newest edit, else what stands in the sheet. */
export function shown(state: CaseState, key: string): Value {
  const duel = state.duels[key];
  if (duel) return duel.mine;
  const own = pending(state, key);
  return own ? (own.values[key] ?? null) : (state.entries[key]?.value ?? null);
}

/** All keys as they stand on screen. */
export function shownValues(state: CaseState): Values {
  const values: Values = Object.fromEntries(Object.entries(state.entries).map(([key, entry]) => [key, entry.value]));
  for (const op of state.ops) if (overlays(state, op)) Object.assign(values, op.values);
  return values;
}

function pending(state: CaseState, key: string): Op | undefined {
  return state.ops.findLast((op) => key in op.values && overlays(state, op));
}

/** Once the change came back, the sheet's own entry is the truth (it may be normalised, or newer). */
const overlays = (state: CaseState, op: Op): boolean => op.state !== "seen" || op.rev > state.rev;

export type Mark = "sending" | "seen" | "kept";

/** The save mark of an entry; null where nothing was ever entered. */
export function markOf(state: CaseState, key: string): Mark | null {
  const own = state.ops.findLast((op) => key in op.values);
  if (own && own.state !== "seen") return "sending";
  if (own) return "seen";
  const entry = state.entries[key];
  if (!entry) return null;
  return (entry.rev ?? 0) <= state.kept ? "kept" : "seen";
}

export interface Tally {
  sending: number;
  seen: number;
  kept: number;
}

/** How many entries are in which state, for the one mark of the whole case. */
export function tally(state: CaseState): Tally {
  const unsent = new Set(state.ops.filter((op) => op.state !== "seen").flatMap((op) => Object.keys(op.values)));
  const count: Tally = { sending: unsent.size, seen: 0, kept: 0 };
  for (const [key, entry] of Object.entries(state.entries)) {
    if (unsent.has(key) || entry.value === null) continue;
    count[(entry.rev ?? 0) <= state.kept ? "kept" : "seen"] += 1;
  }
  return count;
}

/** Edits that are not yet shared: a hand-off waits for them, closing the tab warns. */
export const unsent = (state: CaseState): number => state.ops.filter((op) => op.state !== "seen").length;

/** Typed and not seen, or seen and not kept, for too long: the lamp says so. */
export const isLate = (state: CaseState, now: number): boolean =>
  state.ops.some((op) => now - (op.state === "seen" ? op.seenAt : op.madeAt) >= LATE_AFTER);

/** The deed that takes back the last own edit that still stands, if there is one. */
export function undoOf(state: CaseState): ChangeDeed | null {
  for (const done of state.steps.toReversed()) {
    const keys = Object.keys(done.before);
    if (keys.every((key) => lastWrite(state, key) === done.op))
      return { kind: "undo", undoes: done.op, entries: done.before };
  }
  return null;
}
