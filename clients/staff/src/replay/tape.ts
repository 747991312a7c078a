// Twin of handoff/replay.py: the floor of a day gone by at any instant of it. Held to it by tests/vectors/replay.json.

import { ENDS } from "@madoguchi/shared/lines.ts";
import type { Row, Seat } from "@madoguchi/shared/wire.ts";
import { isRemote, WAITING } from "../board/state.ts";

/** What the record tells of a visit: neither its case nor a clerk. */
export type Seen = Omit<Row, "visit" | "case" | "version" | "office" | "day">;

/** `seen` null: the visit went to another office. */
export type Move = readonly [at: number, visit: number, version: number, seen: Seen | null];

export interface Post {
  at: number;
  window: string;
  version: number;
  state: string;
  since: number;
  serves?: string | null;
}

/** A day as the server tells it; times in ms. */
export interface ReplaySent {
  day: string;
  opens: number;
  closes: number;
  /** Midnight; today now. */
  ends: number;
  moves: readonly Move[];
  posts: readonly Post[];
  /** From when on the record knows whether windows were open. */
  posts_since: number | null;
}

/** A day's moves, wound to an instant. Forward only what comes between is played; back it begins anew. */
export class Tape {
  private nextMove = 0;
  private nextPost = 0;
  private until = Number.NEGATIVE_INFINITY;
  private versions = new Map<number, number>();
  rows = new Map<string, Row>();
  seats = new Map<string, Seat>();
  calls = 0;

  constructor(
    private readonly sent: Pick<ReplaySent, "day" | "moves" | "posts">,
    private readonly office: string,
  ) {}

  /** The floor after all that happened up to `until`, itself included. */
  to(until: number): this {
    if (until < this.until) this.rewind();
    this.until = until;
    const { moves, posts } = this.sent;
    for (let move = moves[this.nextMove]; move && move[0] <= until; move = moves[++this.nextMove]) this.move(move);
    for (let post = posts[this.nextPost]; post && post.at <= until; post = posts[++this.nextPost]) this.post(post);
    return this;
  }

  /** How many came, how many of them are through. */
  get came(): { all: number; ended: number } {
    const rows = [...this.rows.values()];
    return { all: rows.length, ended: rows.filter((row) => ENDS.has(row.stage)).length };
  }

  private rewind(): void {
    this.nextMove = 0;
    this.nextPost = 0;
    this.calls = 0;
    this.versions = new Map();
    this.rows = new Map();
    this.seats = new Map();
  }

  private move([, visit, version, seen]: Move): void {
    if ((this.versions.get(visit) ?? 0) >= version) return;
    this.versions.set(visit, version);
    const id = String(visit);
    const before = this.rows.get(id);
    if (seen === null) {
      this.rows.delete(id);
      return;
    }
    if (before && (before.called_at ?? 0) !== (seen.called_at ?? 0)) this.calls += 1;
    this.rows.set(id, { ...seen, visit: id, case: id, version, office: this.office, day: this.sent.day });
  }

  private post({ at: _, ...seat }: Post): void {
    const held = this.seats.get(seat.window);
    if (!held || held.version < seat.version) this.seats.set(seat.window, { ...seat, office: this.office });
  }
}

/** How many people wait at an instant. */
export interface Level {
  at: number;
  people: number;
}

/** The people who wait, from time to time over the day. */
export function course(sent: ReplaySent, office: string, from: number, until: number, step: number): Level[] {
  const tape = new Tape(sent, office);
  const times = Array.from({ length: Math.ceil((until - from) / step) }, (_, nth) => from + nth * step);
  return [...times, until].map((at) => {
    const rows = [...tape.to(at).rows.values()];
    return { at, people: rows.filter((row) => WAITING.has(row.stage) && !isRemote(row)).length };
  });
}

/** From when until when there is anything to see: the office's hours, and what happened around them, from a full step
 * on; today until now. */
export function span({ opens, closes, ends, moves }: ReplaySent, step: number): [from: number, until: number] {
  const first = Math.min(opens, moves[0]?.[0] ?? opens);
  const last = Math.max(closes, moves.at(-1)?.[0] ?? closes);
  return [Math.floor(first / step) * step, Math.min(Math.ceil(last / step) * step, ends)];
}
