// What follows from a case's answers and entries, derived once for each state of them and for each version of the catalog.

import { type CaseState, shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { dayOf } from "@madoguchi/shared/clock.ts";
import type { Values } from "@madoguchi/shared/facts.ts";
import { type Book, book, counts, type Guidance, guide, type Known, known } from "@madoguchi/shared/rules/guidance.ts";
import type { HouseState } from "../house.ts";
import { rowOf } from "../place.ts";

export interface Derived {
  catalog: Catalog;
  book: Book;
  known: Known;
  guidance: Guidance;
  values: Values;
}

interface Made {
  ops: CaseState["ops"];
  catalog: Catalog;
  day: string;
  service: string;
  derived: Derived;
}

const books = new WeakMap<Catalog, Book>();
/** By the entries that it was derived from, so that nothing of a case outlives the case. */
const made = new WeakMap<CaseState["entries"], Made>();

function bookOf(catalog: Catalog): Book {
  const found = books.get(catalog) ?? book(catalog.sent.guidance);
  books.set(catalog, found);
  return found;
}

/** The guidance of a case as it stands on this screen, own edits that are under way included; null while it is opening. */
export function derive(state: HouseState, id: string): Derived | null {
  const one = state.cases[id];
  const catalog = one && state.catalogs[one.catalog];
  if (!one?.known || !catalog) return null;
  const { entries, ops } = one;
  const day = dayOf(Date.now() + state.skew);
  const { event, office, service } = serviceOf(state, id, catalog);
  const last = made.get(entries);
  if (last?.ops === ops && last.catalog === catalog && last.day === day && last.service === service) {
    return last.derived;
  }
  const compiled = bookOf(catalog);
  const values = shownValues(one);
  const knows = known(values, compiled, day, event, office);
  const derived = { catalog, book: compiled, known: knows, guidance: guide(compiled, knows), values };
  made.set(entries, { ops, catalog, day, service, derived });
  return derived;
}

/** The life event of the visit's service, and where the visit is. */
function serviceOf(
  state: HouseState,
  id: string,
  catalog: Catalog,
): { event: string; office: string; service: string } {
  const row = rowOf(state, id);
  const office = row?.office ?? state.me?.office ?? "";
  const service = catalog.sent.house.services.find((one) => one.service === row?.service && one.office === office);
  return { event: service?.event ?? "", office, service: `${office} ${row?.service ?? ""}` };
}

/** What one answer would change: procedures that come and go, questions that come, procedures that are stopped. */
export interface Effect {
  comes: string[];
  goes: string[];
  asks: number;
  stops: number;
}

export function effectOf(derived: Derived, question: string, answer: boolean): Effect {
  const { guidance, known: knows } = derived;
  const then = guide(derived.book, { ...knows, answers: { ...knows.answers, [question]: answer } });
  const counting = (one: Guidance): string[] => one.procedures.filter(counts).map((due) => due.procedure);
  const [was, is] = [counting(guidance), counting(then)];
  const stopped = new Set(then.procedures.filter((one) => one.blocked !== null).map((one) => one.procedure));
  const asked = new Set(guidance.questions.map((one) => one.question));
  return {
    comes: is.filter((one) => !was.includes(one)),
    goes: was.filter((one) => !is.includes(one) && !stopped.has(one)),
    asks: then.questions.filter((one) => !asked.has(one.question)).length,
    stops: was.filter((one) => stopped.has(one)).length,
  };
}

/** What a visitor chose at the number screen, before anybody served them. */
const BEFORE: ReadonlySet<string> = new Set(["language"]);

/** A case in which nobody has answered or entered anything begins with the questions; any other one with its entries. */
export const beginsWithQuestions = ({ catalog, known: knows, values }: Derived): boolean =>
  Object.keys(knows.answers).length === 0 &&
  !Object.keys(values).some((key) => key.startsWith("p.") || (catalog.item(key) !== undefined && !BEFORE.has(key)));
