// Twin of handoff/queue.py: who is next in a line, and why somebody stands where they stand. Held to it by tests/vectors/order.json.

import type { Counter } from "./catalog.ts";
import type { Row } from "./wire.ts";

export type Since = "arrival" | "line";

export interface Order {
  appointments: boolean;
  care: boolean;
  handoffs: Since;
}

/** The city's rule of all lines, and what is other in some. `ranks`: the lines that go first at their counter, from 1. */
export interface OrderSettings extends Order {
  of: Readonly<Record<string, Partial<Record<keyof Order, Order[keyof Order] | null>>>>;
  ranks?: Readonly<Record<string, number>>;
}

/** More lines than any counter has. */
const LAST = 1_000;

/** The rule with what the counters of one office say of their lines. */
export function ranked(order: OrderSettings, counters: readonly Pick<Counter, "lines_first">[]): OrderSettings {
  const ranks = counters.flatMap((one) => one.lines_first.map((line, at) => [line, at + 1] as const));
  return { ...order, ranks: Object.fromEntries(ranks) };
}

export const EVERYWHERE: OrderSettings = { appointments: true, care: false, handoffs: "arrival", of: {} };

export type By = "urgent" | "care" | "appointment" | "arrival" | "line" | "end";

export interface Why {
  /** 1 = next. */
  place: number;
  by: By;
  /** The time that counts (ms). */
  since: number;
  /** Numbers of those whose time is earlier and who come later all the same. */
  over: string[];
  /** Numbers of those whose time is later and who come before. */
  under: string[];
  /** The appointment whose time has not come. */
  due: number | null;
  /** Somebody behind stands in a line that this counter calls later. */
  line_first: boolean;
  /** Somebody before stands in a line that this counter calls first. */
  line_later: boolean;
}

const QUEUED: ReadonlySet<string> = new Set(["waiting", "passing", "ready"]);

/** Negative when `a` is called before `b`. */
export function inOrder(a: Row, b: Row, now: number, orders: OrderSettings = EVERYWHERE): number {
  const [one, other] = [place(a, now, orders), place(b, now, orders)];
  const at = one.findIndex((value, step) => value !== other[step]);
  return at < 0 ? compare(a.number, b.number) : Number(one[at]) - Number(other[at]);
}

export function sorted(rows: readonly Row[], now: number, orders: OrderSettings = EVERYWHERE): Row[] {
  return [...rows].sort((a, b) => inOrder(a, b, now, orders));
}

/** Why one of a line stands where it stands; null when it does not wait there. */
export function explain(rows: readonly Row[], number: string, now: number, orders: OrderSettings): Why | null {
  const line = sorted(
    rows.filter((row) => QUEUED.has(row.stage)),
    now,
    orders,
  );
  const at = line.findIndex((row) => row.number === number);
  const one = line[at];
  if (!one) return null;
  const since = counted(one, orders);
  const rank = rankOf(one, orders);
  return {
    place: at + 1,
    by: by(one, now, orders),
    since,
    over: numbers(line.slice(at + 1).filter((other) => counted(other, orders) < since)),
    under: numbers(line.slice(0, at).filter((other) => counted(other, orders) > since)),
    due: toCome(one, now, orders),
    line_first: line.slice(at + 1).some((other) => rankOf(other, orders) > rank),
    line_later: line.slice(0, at).some((other) => rankOf(other, orders) < rank),
  };
}

/** The appointment that will bring somebody forward. */
function toCome(row: Row, now: number, orders: OrderSettings): number | null {
  const counts = ruleOf(row.line, orders).appointments && row.stage === "waiting";
  return counts && row.due != null && row.due > now ? row.due : null;
}

/** What a line is sorted by, number aside: smaller is sooner. */
function place(row: Row, now: number, orders: OrderSettings): number[] {
  const order = ruleOf(row.line, orders);
  return [
    Number(row.urgency !== "urgent"),
    rankOf(row, orders),
    Number(!(order.care && row.care)),
    Number(!(order.appointments && isDue(row, now))),
    counted(row, orders),
  ];
}

function by(row: Row, now: number, orders: OrderSettings): By {
  const order = ruleOf(row.line, orders);
  if (row.urgency === "urgent") return "urgent";
  if (order.care && row.care) return "care";
  if (order.appointments && isDue(row, now)) return "appointment";
  if (order.handoffs === "line") return "line";
  return row.turn == null || row.turn === row.arrived ? "arrival" : "end";
}

const rankOf = (row: Row, orders: OrderSettings): number => orders.ranks?.[row.line] ?? LAST;

/** The time (ms) by which somebody stands in the line. */
const counted = (row: Row, orders: OrderSettings): number =>
  ruleOf(row.line, orders).handoffs === "line" ? row.line_since : (row.turn ?? row.arrived);

/** Whether it is the time of the appointment of somebody who waits. */
const isDue = (row: Row, now: number): boolean => row.stage === "waiting" && row.due != null && row.due <= now;

function ruleOf(line: string, orders: OrderSettings): Order {
  const own = Object.entries(orders.of[line] ?? {}).filter(([, value]) => value != null);
  return { ...orders, ...Object.fromEntries(own) };
}

const numbers = (rows: Row[]): string[] => rows.map((row) => row.number);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
