// Grants as handoff/rights.py writes them: `item:APP:rw`.

import type { CatalogSent } from "@madoguchi/shared/catalog.ts";
import type { Option } from "../parts/Combo.tsx";
import type { Listed } from "./api.ts";
import type { NameOf } from "./said.ts";
import { USERS } from "./words.ts";

export interface Grant {
  what: string;
  of: string;
  deeds: string;
}

const LETTERS = "rwpx";

export function grantOf(text: string): Grant {
  const [what = "", of = "", deeds = ""] = text.split(":");
  return { what, of, deeds };
}

export const textOf = ({ what, of, deeds }: Grant): string =>
  `${what}:${of}:${[...LETTERS].filter((one) => deeds.includes(one)).join("")}`;

/** What a grant of this kind may name. */
export function targetsOf(what: string, catalog: CatalogSent, listed: Listed): Option[] {
  const every = { value: "*", label: USERS.rights.every };
  return [every, ...named(what, catalog, listed)];
}

function named(what: string, catalog: CatalogSent, listed: Listed): Option[] {
  switch (what) {
    case "item":
      return [...groups(catalog, listed), ...catalog.items.map((one) => ({ value: one.key, label: one.label }))];
    case "procedure":
      return catalog.procedures.map((one) => ({ value: one.procedure, label: one.name }));
    case "form":
      return Object.entries(listed.forms).map(([value, label]) => ({ value, label }));
    case "window":
      return catalog.house.windows.map((one) => ({ value: one.window, label: one.name }));
    default:
      return catalog.house.offices.map((one) => ({ value: one.office, label: one.name }));
  }
}

const NAMED = 3;

function groups(catalog: CatalogSent, listed: Listed): Option[] {
  const labels = new Map(catalog.items.map((one) => [one.key, one.label]));
  return Object.entries(listed.item_groups).map(([value, items]) => {
    const first = items.slice(0, NAMED).map((one) => labels.get(one) ?? one);
    return { value, label: USERS.rights.group(first.join("、") + (items.length > NAMED ? "…" : "")) };
  });
}

export const nameOf = (grant: Grant, catalog: CatalogSent, listed: Listed): string =>
  targetsOf(grant.what, catalog, listed).find((one) => one.value === grant.of)?.label ?? grant.of;

/** What ids of accounts' fields and of grants are called. */
export function namesOf(catalog: CatalogSent, listed: Listed): NameOf {
  return (what, id) => {
    switch (what) {
      case "offices":
        return catalog.house.offices.find((one) => one.office === id)?.name ?? id;
      case "groups":
        return catalog.house.counters.find((one) => one.group === id)?.name ?? id;
      case "teams":
        return listed.teams.find((one) => one.team === id)?.name ?? id;
      default:
        return KINDS.has(what) ? nameOf({ what, of: id, deeds: "" }, catalog, listed) : id;
    }
  };
}

const KINDS: ReadonlySet<string> = new Set(Object.keys(USERS.rights.what));
