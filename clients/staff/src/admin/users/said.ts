// Values of accounts as people read them.

import { USERS } from "./words.ts";

const among = (pairs: readonly (readonly [string, string])[], value: string): string =>
  pairs.find(([one]) => one === value)?.[1] ?? value;

export const nameOfRole = (role: string): string => among(USERS.roles, role).replace(/（.*/, "");

/** A field's value in the log and among what is planned. */
export function said(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return USERS.log.empty;
  if (typeof value === "boolean") return value ? "はい" : "いいえ";
  if (Array.isArray(value)) return value.map((one) => single(field, String(one))).join("、") || USERS.log.empty;
  return single(field, String(value));
}

function single(field: string, value: string): string {
  if (field === "roles") return nameOfRole(value);
  if (field === "sees") return among(USERS.sees, value).replace(/（.*/, "");
  if (field === "sort") return among(USERS.sorts, value);
  return value;
}
