// What a change will probably make of a sheet, so that a screen shows it before the answer. The server's facts replace it.

import type { ChangeDeed, Entry } from "./wire.ts";

export type Value = Entry["value"];
export type Values = Record<string, Value>;

/** key -> value of each entry that the deed writes; deeds that only the server can work out (merge) give nothing. */
export function expected(op: string, deed: ChangeDeed): Values {
  switch (deed.kind) {
    case "set":
    case "undo":
      return deed.entries;
    case "clear":
      return Object.fromEntries(deed.keys.map((key) => [key, null]));
    case "answer":
      return prefixed("q.", deed.answers);
    case "withdraw":
      return Object.fromEntries(deed.questions.map((question) => [`q.${question}`, null]));
    case "choose":
      return Object.fromEntries(deed.procedures.map((procedure) => [`proc.${procedure}`, true]));
    case "unchoose":
      return Object.fromEntries(deed.procedures.map((procedure) => [`proc.${procedure}`, false]));
    case "note":
      return { [`note.${op}`]: { text: deed.text, to: deed.to ?? null } };
    case "confirm":
      return { [`ok.${deed.section}`]: true };
    case "open":
      return { [`ok.${deed.section}`]: null };
    case "add_person":
      return { [`p.${deed.person}`]: { order: 999 }, ...prefixed(`p.${deed.person}.`, deed.entries ?? {}) };
    case "remove_person":
      return { [`p.${deed.person}`]: { removed: true } };
    case "restore_person":
      return { [`p.${deed.person}`]: { order: 999 } };
    case "merge_person":
      return {};
  }
}

/** The keys whose base the server compares. */
export function basedKeys(deed: ChangeDeed): string[] {
  switch (deed.kind) {
    case "set":
    case "undo":
      return Object.keys(deed.entries);
    case "clear":
      return deed.keys;
    case "answer":
      return Object.keys(deed.answers).map((question) => `q.${question}`);
    case "withdraw":
      return deed.questions.map((question) => `q.${question}`);
    default:
      return [];
  }
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
