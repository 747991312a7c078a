// What a clerk does on the certificate screen, as edits and moves.

import { shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Values } from "@madoguchi/shared/facts.ts";
import { post, reasonOf } from "@madoguchi/shared/http.ts";
import { newOp, newPerson } from "@madoguchi/shared/ids.ts";
import { askedBy } from "@madoguchi/shared/rules/fees.ts";
import type { Row } from "@madoguchi/shared/wire.ts";
import { personsOf } from "../case/names.ts";
import { settled, tell } from "../deeds.ts";
import type { House } from "../house.ts";
import { print } from "../printing.ts";
import { ASKED, PERSONAL, type Said, splitAddress } from "./ask.ts";
import { C } from "./words.ts";

/** After so long the fields of somebody new stand on the page. */
const DRAWN_MS = 60;
const NONE = { event: "", oneself: "", photo: "", kinds: [], uses: [], options: {} };

/** What has been said in a case so far. Who asks is the 届出人, else the first person. */
export function saidOf(house: House, id: string): Said {
  const state = house.get();
  const one = state.cases[id];
  const catalog = state.catalogs[one?.catalog ?? 0] ?? state.catalog;
  const values = one ? shownValues(one) : {};
  const asks = values["role.todokede"];
  const people = personsOf(values).map((person) => person.id);
  const person = typeof asks === "string" && people.includes(asks) ? asks : (people[0] ?? null);
  return { settings: catalog?.sent.settings.certificates ?? NONE, values, person };
}

/** Whoever asks stands in the case, as the person whom the forms speak of. */
function ensurePerson(house: House, id: string): string {
  const { person, values } = saidOf(house, id);
  const who = person ?? newPerson();
  if (person === null) house.edit(id, { kind: "add_person", person: who });
  if (values["role.todokede"] !== who) house.edit(id, { kind: "set", entries: { "role.todokede": who } });
  return who;
}

/** The cursor into the name, for who has no card. */
export function typeName(house: House, id: string): void {
  const name = `entry-p.${ensurePerson(house, id)}.${PERSONAL.name}`;
  setTimeout(() => document.getElementById(name)?.focus(), DRAWN_MS);
}

export function sayWho(house: House, id: string, oneself: boolean): void {
  const { settings } = saidOf(house, id);
  if (oneself) ensurePerson(house, id);
  house.edit(id, { kind: "answer", answers: { [settings.oneself]: oneself } });
}

/** The document that was looked at; null = two without a photograph. */
export function sayPaper(house: House, id: string, paper: string | null): void {
  const { settings } = saidOf(house, id);
  const key = `p.${ensurePerson(house, id)}.${PERSONAL.paper}`;
  house.edit(id, { kind: "answer", answers: { [settings.photo]: paper !== null } });
  if (paper !== null) house.edit(id, { kind: "set", entries: { [key]: paper } });
  else if (saidOf(house, id).values[key] != null) house.edit(id, { kind: "clear", keys: [key] });
}

export function sayKind(house: House, id: string, kind: string): void {
  const { settings, values } = saidOf(house, id);
  const copies: Values = values[ASKED.copies] == null ? { [ASKED.copies]: 1 } : {};
  house.edit(id, { kind: "answer", answers: askedBy(settings, kind, optionsIn(values)) });
  house.edit(id, { kind: "set", entries: { [ASKED.kind]: kind, ...copies } });
  fillAddress(house, id);
}

export function sayOption(house: House, id: string, option: string, all: readonly string[]): void {
  const { settings, values } = saidOf(house, id);
  const before = optionsIn(values);
  const after = all.filter((one) => (one === option ? !before.includes(one) : before.includes(one)));
  house.edit(id, { kind: "answer", answers: askedBy(settings, String(values[ASKED.kind] ?? ""), after) });
  if (after.length > 0) house.edit(id, { kind: "set", entries: { [ASKED.options]: after } });
  else house.edit(id, { kind: "clear", keys: [ASKED.options] });
}

export const sayUse = (house: House, id: string, use: string): string =>
  house.edit(id, { kind: "set", entries: { [ASKED.use]: use } });

export const sayCopies = (house: House, id: string, copies: number): string =>
  house.edit(id, { kind: "set", entries: { [ASKED.copies]: copies } });

export function optionsIn(values: Values): string[] {
  const said = values[ASKED.options];
  return Array.isArray(said) ? said : [];
}

/** An address of this city goes into the parts that the form prints, where nobody has entered them. */
export function fillAddress(house: House, id: string): void {
  const { values, person } = saidOf(house, id);
  const address = values[`p.${person}.${PERSONAL.address}`];
  if (typeof address !== "string" || values.new_town != null) return;
  const parts = splitAddress(address, house.get().catalog?.sent.name ?? "");
  if (parts) house.edit(id, { kind: "set", entries: parts });
}

export function showOnTablet(house: House, id: string): void {
  fillAddress(house, id);
  house.edit(id, { kind: "on_tablet", on: true, what: "forms" });
}

interface Printed {
  url: string;
  missing: string[];
  too_long: unknown[];
}

/** The application into the printer; then the visitor sits down again, and the window takes the next. */
export async function printAndProcess(house: House, id: string, row: Row): Promise<void> {
  fillAddress(house, id);
  if ((await settled(house, id)) > 0) return;
  try {
    const made = await post<Printed>("/api/forms", { request: newOp(), case: id });
    print(made.url);
    if (made.missing.length > 0) house.notice({ tone: "look", what: C.missing(made.missing.join(" ")) });
    if (made.too_long.length > 0) house.notice({ tone: "look", what: C.tooLong(made.too_long.length) });
  } catch (no) {
    house.refuse({ result: "refused", reason: reasonOf(no) });
    return;
  }
  if (!(await tell(house, { kind: "process", visit: row.visit }))) return;
  house.show(null);
  house.notice({ tone: "kept", what: C.printed });
}

/** The certificate is there: its visitor is called to this window. */
export async function deliver(house: House, row: Row): Promise<void> {
  if (row.stage === "processing" && !(await tell(house, { kind: "ready", visit: row.visit }))) return;
  const answer = await tell(house, { kind: "call", visit: row.visit });
  if (answer?.row) house.show(answer.row.case);
}

/** It was handed over: the visit ends. */
export async function handOver(house: House, row: Row): Promise<void> {
  if (!(await tell(house, { kind: "finish", visit: row.visit, result: "done" }))) return;
  house.show(null);
  house.notice({ tone: "kept", what: C.done(row.number) });
}
