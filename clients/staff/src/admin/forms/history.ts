// What was done to a form's fields, step by step, to be undone and done again. Pure.

import type { Row } from "../api.ts";

/** A field before and after; null = it was not there. */
export interface Change {
  id: string;
  before: Row | null;
  after: Row | null;
}

export interface Step {
  changes: Change[];
  /** Steps of one kind that follow each other closely are one: a key held down, letters typed. */
  kind: string;
  at: number;
}

export interface History {
  past: readonly Step[];
  future: readonly Step[];
}

export const EMPTY: History = { past: [], future: [] };
const MOST = 200;
const CLOSE = 1_200;

export function done(history: History, step: Step): History {
  const last = history.past.at(-1);
  if (last && last.kind === step.kind && step.at - last.at < CLOSE && sameFields(last, step)) {
    const after = new Map(step.changes.map((one) => [one.id, one.after]));
    const changes = last.changes.map((one) => ({ ...one, after: after.get(one.id) ?? null }));
    return { past: [...history.past.slice(0, -1), { ...last, changes, at: step.at }], future: [] };
  }
  return { past: [...history.past, step].slice(-MOST), future: [] };
}

const sameFields = (one: Step, other: Step): boolean =>
  one.changes.every(({ before, after }) => before && after) &&
  one.changes.map(({ id }) => id).join(" ") === other.changes.map(({ id }) => id).join(" ");

/** The changes that take the last step back, and the history without it. */
export function undone(history: History): { history: History; changes: Change[] } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  const changes = step.changes.map(({ id, before, after }) => ({ id, before: after, after: before }));
  return { history: { past: history.past.slice(0, -1), future: [step, ...history.future] }, changes };
}

export function redone(history: History): { history: History; changes: Change[] } | null {
  const [step, ...future] = history.future;
  if (!step) return null;
  return { history: { past: [...history.past, step], future }, changes: step.changes };
}
