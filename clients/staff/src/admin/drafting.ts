// A draft on this screen and its line to the server: what is typed is kept by itself, a moment after the last letter; what
// could not be sent waits here. What the server says is folded in sheet.ts, and nowhere else.

import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { newPerson } from "@madoguchi/shared/ids.ts";
import { api, type Draft, type DraftHead, type Fault, type Row } from "./api.ts";
import { idOf } from "./kinds.ts";
import * as rows from "./sheet.ts";

export interface Work {
  status: "loading" | "ready" | "gone" | "cut" | "refused";
  reason: string | null;
  sheet: rows.Sheet | null;
  line: "up" | "down";
  /** Whether the faults are those of what is kept now. */
  checked: boolean;
  /** Who else changed the draft while it stood here. */
  others: string[];
  /** Grows when something else is kept than before: what was asked of the draft is asked again. */
  turn: number;
}

/** Whoever types: what is theirs is never sent for somebody else who logs in after them. */
export interface Who {
  clerk: string;
  name: string;
  /** Whether it is still they who are logged in. */
  here: () => boolean;
  /** The session is over: they log in again, and nothing that was typed is lost. */
  signedOut: () => void;
}

const REST = 700;
const AGAIN = 2_000;
const CHECK_AFTER = 400;
const LOOK_EVERY = 10_000;

const opened = new Map<string, Drafting>();

/** The work at a draft on this screen: what waits in it outlives its pages. */
export function draftingOf(draft: string, who: Who): Drafting {
  const key = `${who.clerk} ${draft}`;
  const there = opened.get(key) ?? new Drafting(draft, who, () => opened.delete(key));
  opened.set(key, there);
  return there;
}

export class Drafting {
  private work: Work = {
    status: "loading",
    reason: null,
    sheet: null,
    line: "up",
    checked: false,
    others: [],
    turn: 0,
  };
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private checking: ReturnType<typeof setTimeout> | null = null;
  private readonly looking: ReturnType<typeof setInterval>;
  private changedAt = 0;
  /** The draft's own count of its changes, as far as they are known here. */
  private rev = 0;
  private pages = 0;
  /** An IME composes: half a word is not sent. */
  composing = false;
  private closed = false;

  constructor(
    readonly draft: string,
    private readonly who: Who,
    private readonly onClosed: () => void,
  ) {
    this.looking = setInterval(() => void this.look(), LOOK_EVERY);
    window.addEventListener("beforeunload", this.leaving);
    window.addEventListener("online", this.found);
    void this.load();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): Work => this.work;

  /** A page shows it. */
  enter(): void {
    this.pages += 1;
  }

  /** A page shows it no more: what waits is sent, and then it is let go. */
  leave(): void {
    this.pages -= 1;
    this.flush();
    this.rest();
  }

  private rest(): void {
    const { sheet } = this.work;
    if (this.closed || this.pages > 0 || (sheet && rows.unkept(sheet) > 0)) return;
    this.closed = true;
    this.onClosed();
    clearInterval(this.looking);
    if (this.checking) clearTimeout(this.checking);
    window.removeEventListener("beforeunload", this.leaving);
    window.removeEventListener("online", this.found);
  }

  // ---- reading

  async load(): Promise<void> {
    try {
      if (this.changedAt === 0) this.changedAt = (await this.head())?.changed_at ?? 0;
      const draft = await api.draft(this.draft);
      const { sheet } = this.work;
      this.rev = revOf(draft);
      this.set({ status: "ready", line: "up", sheet: sheet ? rows.refreshed(sheet, draft) : rows.sheetOf(draft) });
      this.check();
    } catch (no) {
      const status =
        no instanceof NoLine ? "cut" : no instanceof No && no.reason === "no_such_draft" ? "gone" : "refused";
      if (this.work.sheet && status === "cut") return this.set({ line: "down" });
      this.set({ status, reason: reasonOf(no) });
      this.over(no);
      if (status === "cut" && !this.closed) setTimeout(() => void this.load(), AGAIN);
    }
  }

  /** Whether somebody else changed the draft since it was read here. */
  private async look(): Promise<void> {
    if (this.work.status !== "ready" || this.pages === 0) return;
    try {
      const head = await this.head();
      this.set({ line: "up" });
      if (!head) return this.set({ status: "gone" });
      await this.heard(head);
    } catch (no) {
      if (no instanceof NoLine) this.set({ line: "down" });
      this.over(no);
    }
  }

  private async head(): Promise<DraftHead | undefined> {
    return (await api.kept()).drafts.find((one) => one.draft === this.draft);
  }

  private async heard(head: DraftHead): Promise<void> {
    if (head.changed_at <= this.changedAt) return;
    this.changedAt = head.changed_at;
    if (head.by === this.who.name) return;
    await this.load();
    if (!this.work.others.includes(head.by)) this.set({ others: [...this.work.others, head.by] });
  }

  seenOthers(): void {
    this.set({ others: [] });
  }

  // ---- typing

  type(table: string, id: string, change: Row): void {
    this.fold((sheet) => rows.typed(sheet, table, id, change));
    if (!this.namesNew(table, id, change)) this.later(table, id, REST);
  }

  /** Half a name would stay for good: a new row's name is sent when its field is left. */
  private namesNew(table: string, id: string, change: Row): boolean {
    const { sheet } = this.work;
    const isNew = sheet !== null && rows.editOf(sheet, table, id)?.ground === null;
    return isNew && (sheet.columns[table] ?? []).some((one) => one.key && one.name in change);
  }

  /** A new row, under a name of this screen until its own id is typed. A copy is kept at once. */
  begin(table: string, row: Row, copied: boolean): string {
    const { sheet } = this.work;
    if (!sheet) return "";
    const own = idOf(sheet.columns[table] ?? [], row);
    const id = own && !rows.rowOf(sheet, table, own) ? own : `${NEW}${newPerson()}`;
    this.fold((state) => rows.begun(state, table, id, row, !copied));
    if (copied) this.later(table, id, REST);
    return id;
  }

  choose(table: string, id: string, row: Row): void {
    this.fold((sheet) => rows.chosen(sheet, table, id, row));
    void this.send(table, id);
  }

  /** What is typed is given up: a new row that nobody wants, or one that somebody else took out. */
  drop(table: string, id: string): void {
    this.fold((sheet) => rows.dropped(sheet, table, id));
    if (this.work.sheet && rows.keptOf(this.work.sheet, table, id)) void this.load();
  }

  /** Everything that waits goes out now; with `again` also what was refused as it stands. */
  flush(again = false): void {
    for (const edit of Object.values(this.work.sheet?.edits ?? {})) {
      if (again || edit.state !== "refused") void this.send(edit.table, edit.id);
    }
  }

  private later(table: string, id: string, after: number): void {
    const key = `${table} ${id}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => (this.composing ? this.later(table, id, after) : void this.send(table, id)), after),
    );
  }

  /** Sends a row, one at a time; what was typed meanwhile goes after it. */
  private async send(table: string, id: string): Promise<void> {
    clearTimeout(this.timers.get(`${table} ${id}`));
    const name = this.named(table, id);
    const { sheet } = this.work;
    const edit = sheet && name !== null && rows.editOf(sheet, table, name);
    if (!edit || edit.state === "sending" || edit.state === "overtaken" || edit.pristine) return;
    if (!this.who.here()) return this.later(table, id, AGAIN);
    this.fold((state) => rows.sending(state, table, name));
    try {
      const { rev, faults } = await api.save(this.draft, table, name, edit.row, edit.base);
      this.fold((state) => rows.judged(rows.saved(state, table, name, rev), faults));
      this.set({ line: "up", checked: true, turn: this.work.turn + 1 });
      this.counted(rev);
      if (rows.editOf(this.work.sheet!, table, name)) this.later(table, name, REST);
    } catch (no) {
      this.failed(table, name, no);
    }
  }

  /** A change of ours is the next one; if it is not, somebody else made those between. */
  private counted(rev: number): void {
    const next = this.rev + 1;
    this.rev = Math.max(this.rev, rev);
    if (rev > next) void this.load();
  }

  private failed(table: string, id: string, no: unknown): void {
    if (no instanceof No && no.reason === "overtaken") {
      const { row, rev, by } = no.more;
      const other = { row: (row ?? null) as Row | null, rev: Number(rev ?? 0), by: String(by ?? "") };
      return this.fold((sheet) => rows.overtaken(sheet, table, id, other));
    }
    if (no instanceof No && no.reason !== "signed_out" && no.reason !== "not_now") {
      const faults = (no.more.faults ?? []) as Fault[];
      this.fold((sheet) => rows.refused(sheet, table, id, no.reason, faults));
      if (rows.editOf(this.work.sheet!, table, id)?.state === "typing") this.later(table, id, REST);
      return;
    }
    if (no instanceof NoLine) this.set({ line: "down" });
    this.fold((sheet) => rows.held(sheet, table, id));
    this.over(no);
    if (!this.closed) this.later(table, id, AGAIN);
  }

  /** A new row goes by its own id from now on; null while it has none. */
  private named(table: string, id: string): string | null {
    const { sheet } = this.work;
    const own = sheet && rows.nameOf(sheet, table, id);
    if (!sheet || !own || own === id) return own;
    const { row, pristine } = rows.editOf(sheet, table, id)!;
    this.fold((state) => rows.begun(rows.dropped(state, table, id), table, own, row, pristine));
    for (const hear of this.renaming) hear(table, id, own);
    return own;
  }

  /** A new row that nobody typed into is given up when it is left. */
  left(table: string, id: string): void {
    const { sheet } = this.work;
    if (sheet && rows.editOf(sheet, table, id)?.pristine) this.drop(table, id);
  }

  private readonly renaming = new Set<(table: string, from: string, to: string) => void>();

  /** Who shows a new row hears under which id it goes on. */
  readonly onRenamed = (hear: (table: string, from: string, to: string) => void): (() => void) => {
    this.renaming.add(hear);
    return () => this.renaming.delete(hear);
  };

  // ---- rows as a whole

  /** Takes a row out. Refusals come to the caller. */
  async remove(table: string, id: string): Promise<void> {
    const { sheet } = this.work;
    const kept = sheet && rows.keptOf(sheet, table, id);
    if (kept) {
      const { faults } = await this.told(() => api.removeRow(this.draft, table, id, kept.rev));
      this.fold((state) => rows.judged(state, faults));
      this.counted(this.rev + 1);
    }
    this.fold((state) => rows.removed(state, table, id));
    this.set({ checked: true, turn: this.work.turn + 1 });
  }

  /** Takes rows out together, once nothing of them is on its way. Refusals come to the caller. */
  async removeAll(table: string, ids: readonly string[]): Promise<void> {
    await this.quiet(table, ids);
    const { sheet } = this.work;
    if (!sheet) return;
    const kept = ids.flatMap((id) => rows.keptOf(sheet, table, id) ?? []);
    if (kept.length > 0) {
      const gone = kept.map(({ id, rev }) => ({ table, id, row: null, base: rev }));
      const { revs, faults } = await this.told(() => api.write(this.draft, gone));
      this.fold((state) => rows.judged(state, faults));
      this.counted(Math.max(...revs));
    }
    this.fold((state) => ids.reduce((one, id) => rows.removed(one, table, id), state));
    this.set({ checked: true, turn: this.work.turn + 1 });
  }

  /** Nothing of these rows is being sent. */
  private quiet(table: string, ids: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      const look = (): boolean => {
        const { sheet } = this.work;
        const sends = sheet && ids.some((id) => rows.editOf(sheet, table, id)?.state === "sending");
        if (!sends) resolve();
        return !sends;
      };
      if (look()) return;
      const stop = this.subscribe(() => look() && stop());
    });
  }

  async order(table: string, ids: string[]): Promise<void> {
    const before = this.work.sheet?.tables[table]?.map((one) => one.id) ?? [];
    const base = this.work.sheet?.orders[table] ?? 0;
    this.fold((sheet) => rows.ordered(sheet, table, ids));
    try {
      const { rev } = await this.told(() => api.order(this.draft, table, ids, base));
      this.fold((sheet) => rows.ordered(sheet, table, ids, rev));
      this.counted(rev);
      this.check();
    } catch (no) {
      this.fold((sheet) => rows.ordered(sheet, table, before));
      throw no;
    }
  }

  private async told<T>(deed: () => Promise<T>): Promise<T> {
    try {
      return await deed();
    } catch (no) {
      if (no instanceof No && no.reason === "overtaken") await this.load();
      this.over(no);
      throw no;
    }
  }

  // ---- faults

  private check(): void {
    if (this.checking) clearTimeout(this.checking);
    this.set({ checked: false, turn: this.work.turn + 1 });
    this.checking = setTimeout(() => void this.judge(), CHECK_AFTER);
  }

  private async judge(): Promise<void> {
    if (this.closed || this.work.status !== "ready") return;
    try {
      const faults = await api.faults(this.draft);
      this.fold((sheet) => rows.judged(sheet, faults));
      this.set({ checked: true, line: "up" });
    } catch (no) {
      if (no instanceof NoLine) this.set({ line: "down" });
      this.over(no);
    }
  }

  // ---- the rest

  private fold(deed: (sheet: rows.Sheet) => rows.Sheet): void {
    if (this.work.sheet) this.set({ sheet: deed(this.work.sheet) });
  }

  private set(change: Partial<Work>): void {
    this.work = { ...this.work, ...change };
    for (const listener of this.listeners) listener();
    this.rest();
  }

  private over(no: unknown): void {
    if (no instanceof No && no.reason === "signed_out") this.who.signedOut();
    else if (!(no instanceof No) && !(no instanceof NoLine)) throw no;
  }

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    this.flush();
    if (this.work.sheet && rows.unkept(this.work.sheet) > 0) event.preventDefault();
  };

  private readonly found = (): void => {
    if (this.work.status === "cut") void this.load();
    else this.flush();
  };
}

/** How many changes a draft has seen: the newest revision in it. */
function revOf({ tables, orders }: Draft): number {
  let newest = Math.max(0, ...Object.values(orders));
  for (const table of Object.values(tables)) for (const row of table) newest = Math.max(newest, row.rev);
  return newest;
}

const NEW = "…";

/** A new row without an id of its own. */
export const isUnnamed = (id: string): boolean => id.startsWith(NEW);
