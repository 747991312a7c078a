import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { personsOf } from "../case/names.ts";
import type { HouseState } from "../house.ts";
import { K } from "./words.ts";

/** Somebody of the case as the clerk calls them: the name, and what they are there. */
export function whoIs(state: HouseState, id: string, person: string): { name: string; roles: string[] } {
  const one = state.cases[id];
  const values = one ? shownValues(one) : {};
  const name = personsOf(values).find((other) => other.id === person)?.name || K.noName;
  const roles = (state.catalog?.sent.roles ?? []).filter((role) => values[`role.${role.role}`] === person);
  return { name, roles: roles.map((role) => role.name.replace(/（.*）/, "")) };
}
