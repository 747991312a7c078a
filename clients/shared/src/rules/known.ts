// Twin of handoff/known.py: what a case knows when it is guided, read from its entries and nothing else.

import { onByHand, type Value, type Values } from "../facts.ts";
import type { Book } from "./book.ts";
import { dayAt, type Facts, facts } from "./household.ts";

const TODAY = "today";

/** A procedure added (`on`) or taken out by hand, and why. */
export interface ByHand {
  readonly on: boolean;
  readonly reason: string;
  readonly note: string;
}

/** `events` in the catalog's order; days are 2026-04-01; `dates`: the days from which terms run, by item. */
export interface Known {
  readonly events: readonly string[];
  readonly today: string;
  readonly answers: Readonly<Record<string, boolean>>;
  readonly facts: Facts;
  readonly byHand: Readonly<Record<string, ByHand>>;
  readonly over: readonly string[];
  readonly have: Readonly<Record<string, boolean>>;
  readonly office: string;
  readonly dates: Readonly<Record<string, string>>;
}

/** What these values know. `event`: the event of the visit's service, for a case that names none itself. */
export function known(values: Values, book: Book, today: string, event = "", office = ""): Known {
  const events = eventsOf(values, book, event);
  return {
    events,
    today,
    answers: yesOrNo(values, "q."),
    facts: facts(values, book.sent.town, today, events[0] ?? ""),
    byHand: byHand(values),
    over: named(values, "over.").map(([rule]) => rule),
    have: yesOrNo(values, "have."),
    office,
    dates: datesOf(values, book, today),
  };
}

function eventsOf(values: Values, book: Book, event: string): string[] {
  const isNamed = Object.keys(values).some((key) => key.startsWith("ev."));
  return book.sent.events.filter((one) => (isNamed ? values[`ev.${one}`] === true : one === event));
}

/** What stands under a prefix, without it. */
const named = (values: Values, prefix: string): [string, Value][] =>
  Object.entries(values)
    .filter(([key, value]) => key.startsWith(prefix) && value !== null)
    .map(([key, value]) => [key.slice(prefix.length), value]);

const yesOrNo = (values: Values, prefix: string): Record<string, boolean> =>
  Object.fromEntries(named(values, prefix).filter((one): one is [string, boolean] => typeof one[1] === "boolean"));

function byHand(values: Values): Record<string, ByHand> {
  const found: Record<string, ByHand> = {};
  for (const [procedure, value] of named(values, "proc.")) {
    const on = onByHand(value);
    if (on === null) continue;
    const why: Record<string, unknown> =
      typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    found[procedure] = { on, reason: String(why.reason || ""), note: String(why.note || "") };
  }
  return found;
}

function datesOf(values: Values, book: Book, today: string): Record<string, string> {
  const items = new Set([...book.procedures.values()].filter((one) => one.due_days).flatMap((one) => one.due_items));
  const days = [...items].map((item) => [item, item === TODAY ? today : dayAt(values, item)] as const);
  return Object.fromEntries(days.filter((one): one is [string, string] => one[1] !== null));
}
