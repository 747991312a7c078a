// Which sections and items stand on screen without being asked for: what the visitor's matter needs, and whatever has
// been entered. All others are one key away.

import type { Catalog, Section } from "@madoguchi/shared/catalog.ts";
import type { Values } from "@madoguchi/shared/facts.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { isForeigner, mayEnter } from "@madoguchi/shared/rules/nationality.ts";

const ADDRESS = ["postal", "pref", "city", "town", "banchi", "katagaki"];
const FIRST: Record<string, readonly string[]> = {
  todoke: ["todoke_date", "ido_date", "ido_scope"],
  new_addr: ADDRESS.map((part) => `new_${part}`),
  old_addr: ADDRESS.map((part) => `old_${part}`),
  next_addr: ADDRESS.map((part) => `next_${part}`),
  honseki: ["koseki_pref", "koseki_city", "koseki_town", "koseki_banchi", "koseki_hittosha"],
  setai: ["hh_new_type"],
  basic: ["m_name", "m_kana", "m_birth", "m_sex", "m_zokugara"],
  contact: ["m_tel"],
  identity: ["m_id_doc1"],
};
const WHOLE: ReadonlySet<string> = new Set(["dec", "koseki", "cert", "inkan", "bank", "veh", "dog", "water"]);

const BY_EVENT: [RegExp, string[]][] = [
  [/^TENNYU|^TENKYO/, ["new_addr", "old_addr", "honseki", "setai"]],
  [/^TENSHUTSU/, ["old_addr", "next_addr"]],
  [/^SHIBO/, ["dec"]],
  [/^(SHUSSEI|KONIN|RIKON)/, ["koseki", "new_addr", "honseki"]],
  [/^SHOMEI/, ["cert"]],
  [/^INKAN/, ["inkan"]],
  [/^SETAI/, ["setai", "new_addr"]],
];
/** Never typed on this screen: other rooms of the house make them. */
const ELSEWHERE: ReadonlySet<string> = new Set(["roles", "uketsuke", "sign", "kobetsu"]);

export const eventSections = (event: string): string[] =>
  BY_EVENT.find(([which]) => which.test(event))?.[1] ?? ["new_addr"];

export interface Shown {
  section: Section;
  items: ItemDef[];
  /** Items that are not shown now. */
  hidden: number;
}

/** The items of a section as they stand now; `prefix` is `p.<person>.` for a person's section. */
export function itemsOf(catalog: Catalog, section: Section, values: Values, prefix: string, all: boolean): Shown {
  const every = (section.items ?? []).map((key) => catalog.item(key)).filter((item) => item !== undefined);
  const foreign = prefix ? isForeigner(catalog.sent.items, values, prefix.split(".")[1] ?? "") : null;
  const typed = every.filter((item) => has(values, prefix + item.key) || (isTyped(item) && mayEnter(item, foreign)));
  const first = FIRST[section.key] ?? [];
  const items = typed.filter(
    (item) => all || WHOLE.has(section.key) || first.includes(item.key) || has(values, prefix + item.key),
  );
  return { section, items, hidden: typed.length - items.length };
}

const has = (values: Values, key: string): boolean => values[key] != null && values[key] !== "";

const isTyped = (item: ItemDef): boolean =>
  (item.input ?? "typed") === "typed" && item.kind !== "signature" && item.kind !== "image";

/** The case's sections to show: those of the event, those with entries, those asked for. */
export function caseSections(catalog: Catalog, values: Values, event: string, asked: ReadonlySet<string>): Section[] {
  const wanted = new Set(["todoke", ...eventSections(event), ...asked]);
  return catalog.sent.sections.filter((section) => {
    if (section.per !== "case" || ELSEWHERE.has(section.key)) return false;
    return wanted.has(section.key) || (section.items ?? []).some((key) => has(values, key));
  });
}

export const otherSections = (catalog: Catalog, shown: Section[]): Section[] =>
  catalog.sent.sections.filter(
    (section) => section.per === "case" && !ELSEWHERE.has(section.key) && !shown.includes(section),
  );

export const personSections = (catalog: Catalog): Section[] =>
  catalog.sent.sections.filter((section) => section.per === "person" && !ELSEWHERE.has(section.key));

/** The section of an entry, as it stands in `ok.<section>`: `new_addr`, `p.<person>.basic`. */
export function sectionOf(catalog: Catalog, key: string): string | null {
  const item = catalog.item(key);
  const section = item && catalog.sent.sections.find((one) => (one.items ?? []).includes(item.key));
  if (!section) return null;
  return section.per === "person" ? `${key.split(".").slice(0, 2).join(".")}.${section.key}` : section.key;
}
