// What a change will probably make of a sheet, so that a screen shows it before the answer. The server's facts replace it.

import type { ChangeDeed, Entry } from "./wire.ts";

export type Value = Entry["value"];
export type Values = Record<string, Value>;

/** key -> value of each entry that the deed writes; deeds that only the server can work out (merge, the
 * tablet's fence) give nothing. */
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
      return each("q.", deed.questions, null);
    case "events":
      return Object.fromEntries(Object.entries(deed.on).map(([event, on]) => [`ev.${event}`, on || null]));
    case "choose":
      return each("proc.", deed.procedures, byHand(true, deed));
    case "unchoose":
      return each("proc.", deed.procedures, byHand(false, deed));
    case "as_answered":
      return each("proc.", deed.procedures, null);
    case "have":
      return prefixed("have.", deed.things);
    case "say":
      return { [`say.${op}`]: { text: deed.text.trim(), phrase: deed.phrase ?? null } };
    case "unsay":
      return { [`say.${deed.op}`]: null };
    case "overrule":
      return { [`over.${deed.rule}`]: { reason: deed.reason, note: deed.note?.trim() ?? "" } };
    case "hold_to":
      return { [`over.${deed.rule}`]: null };
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
    case "use_form":
      return { [`form.${deed.form}`]: deed.on === null ? null : byHand(deed.on, deed) };
    case "stand_on":
      return { [`rows.${deed.form}`]: deed.people };
    case "only_on":
      return prefixed(`only.${deed.form}.`, deed.entries);
    case "remark":
      return { [`remark.${deed.form}`]: deed.text.trim() || null };
    case "merge_person":
    case "on_tablet":
    case "sign_for":
      return {};
  }
}

/** The keys whose base the server compares. */
export function basedKeys(deed: ChangeDeed): string[] {
  return BASED.has(deed.kind) ? Object.keys(expected("", deed)) : [];
}

const BASED: ReadonlySet<ChangeDeed["kind"]> = new Set([
  "set",
  "undo",
  "clear",
  "events",
  "answer",
  "withdraw",
  "choose",
  "unchoose",
  "as_answered",
  "have",
  "unsay",
  "overrule",
  "hold_to",
  "use_form",
  "stand_on",
  "only_on",
  "remark",
]);

/** The deed that writes this value at this key: for two values at once, when one's own is to stay. */
export function deedOf(key: string, value: Value): ChangeDeed {
  const [kind, name] = [key.slice(0, key.indexOf(".") + 1), key.slice(key.indexOf(".") + 1)];
  switch (kind) {
    case "ev.":
      return { kind: "events", on: { [name]: value === true } };
    case "q.":
      return typeof value === "boolean"
        ? { kind: "answer", answers: { [name]: value } }
        : { kind: "withdraw", questions: [name] };
    case "proc.":
      return procedureDeed(name, value);
    case "have.":
      return { kind: "have", things: { [name]: typeof value === "boolean" ? value : null } };
    case "say.":
      return { kind: "unsay", op: name };
    case "over.":
      return value === null ? { kind: "hold_to", rule: name } : { kind: "overrule", rule: name, ...why(value) };
    case "form.":
      return { kind: "use_form", form: name, on: onByHand(value), ...why(value) };
    case "rows.":
      return { kind: "stand_on", form: name, people: Array.isArray(value) ? value : null };
    case "only.":
      return onlyOn(name, value);
    case "remark.":
      return { kind: "remark", form: name, text: typeof value === "string" ? value : "" };
    default:
      return { kind: "set", entries: { [key]: value } };
  }
}

/** What is left of a deed when only these keys of it may be written; null when nothing is, or it is one whole. */
export function restOf(deed: ChangeDeed, mayStay: (key: string) => boolean): ChangeDeed | null {
  const rest = narrowed(deed, (prefix) => (name) => mayStay(prefix + name));
  return rest && Object.keys(expected("", rest)).length > 0 ? rest : null;
}

type Narrowing = (prefix: string) => (name: string) => boolean;

function narrowed(deed: ChangeDeed, stays: Narrowing): ChangeDeed | null {
  switch (deed.kind) {
    case "set":
      return { ...deed, entries: only(deed.entries, stays("")) };
    case "clear":
      return { ...deed, keys: deed.keys.filter(stays("")) };
    case "answer":
      return { ...deed, answers: only(deed.answers, stays("q.")) };
    case "withdraw":
      return { ...deed, questions: deed.questions.filter(stays("q.")) };
    case "events":
      return { ...deed, on: only(deed.on, stays("ev.")) };
    case "have":
      return { ...deed, things: only(deed.things, stays("have.")) };
    case "choose":
    case "unchoose":
    case "as_answered":
      return { ...deed, procedures: deed.procedures.filter(stays("proc.")) };
    default:
      return null;
  }
}

const only = <T>(values: Record<string, T>, stays: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => stays(name)));

/** `F001.p.<person>.m_name`: a value at a key on one form alone. */
function onlyOn(name: string, value: Value): ChangeDeed {
  const [form, key] = [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1)];
  return { kind: "only_on", form, entries: { [key]: value } };
}

function procedureDeed(name: string, value: Value): ChangeDeed {
  const on = onByHand(value);
  if (on === null) return { kind: "as_answered", procedures: [name] };
  return { kind: on ? "choose" : "unchoose", procedures: [name], ...why(value) };
}

/** Added by hand, taken out by hand, or (null) as the answers say: what a `proc.` key holds. */
export function onByHand(value: Value | undefined): boolean | null {
  const said = isRecord(value) ? value.on : value;
  return typeof said === "boolean" ? said : null;
}

function byHand(on: boolean, deed: { reason?: string; note?: string }): Value {
  const note = deed.note?.trim() ?? "";
  return deed.reason || note ? { on, reason: deed.reason ?? "", note } : on;
}

function why(value: Value): { reason: string; note: string } {
  const said = isRecord(value) ? value : {};
  return { reason: String(said.reason ?? ""), note: String(said.note ?? "") };
}

const isRecord = (value: Value | undefined): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function each(prefix: string, names: string[], value: Value): Values {
  return Object.fromEntries(names.map((name) => [prefix + name, value]));
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
