// To whom a card goes by one key, without a question: only where there is nothing to decide. Pure.

import type { Key, Laid } from "./api.ts";

/** The person whom the key F8 takes; null = the clerk chooses. `person` null of the key: somebody new. */
export function sureOf(laid: Laid): Key | null {
  if (Object.keys(laid.pictures).length > 0) return null;
  const [first, ...others] = laid.persons;
  if (!first) return { person: null };
  if (Object.keys(first.differs).length > 0) return null;
  if (first.same) return others.some((one) => one.same) ? null : { person: first.person };
  return isBlank(laid, first.fills) && others.length === 0 ? { person: first.person } : null;
}

/** Whether nothing is known there by which a person is known. */
const isBlank = (laid: Laid, fills: string[]): boolean =>
  ["m_name", "m_birth"].every((item) => !(item in laid.values) || fills.includes(item)) && fills.includes("m_name");
