// Values of accounts as people read them.

import { type Grant, grantOf } from "./grants.ts";
import { USERS } from "./words.ts";

const among = (pairs: readonly (readonly [string, string])[], value: string): string =>
  pairs.find(([one]) => one === value)?.[1] ?? value;

export const nameOfRole = (role: string): string => among(USERS.roles, role).replace(/（.*/, "");

/** What an id is called: of a grant's kind (`window`), or of a field (`offices`). */
export type NameOf = (what: string, id: string) => string;

/** A field's value in the log and among what is planned. */
export function said(field: string, value: unknown, nameOf: NameOf = (_, id) => id): string {
  if (value === null || value === undefined || value === "") return USERS.log.empty;
  if (typeof value === "boolean") return value ? USERS.yes : USERS.no;
  if (Array.isArray(value)) return value.map((one) => single(field, String(one), nameOf)).join("、") || USERS.log.empty;
  return single(field, String(value), nameOf);
}

function single(field: string, value: string, nameOf: NameOf): string {
  if (field === "roles") return nameOfRole(value);
  if (field === "sees") return among(USERS.sees, value).replace(/（.*/, "");
  if (field === "sort") return among(USERS.sorts, value);
  if (field === "rights") return grantSaid(grantOf(value), nameOf);
  return nameOf(field, value);
}

function grantSaid(grant: Grant, nameOf: NameOf): string {
  const deeds = USERS.rights.deeds.filter(([letter]) => grant.deeds.includes(letter)).map(([, name]) => name);
  return `${USERS.rights.what[grant.what] ?? grant.what} ${nameOf(grant.what, grant.of)}（${deeds.join("・")}）`;
}
