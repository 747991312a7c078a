// Values that this case has already, offered where the like is wanted: nobody types a thing twice.

import type { Entry } from "../wire";
import type { ItemDef } from "./fields";

type Value = Entry["value"];
type Values = Readonly<Record<string, Value>>;

/** A value to take over. `from`: the key that it stands at; `entries` what it writes, beginning with the field itself. */
export interface Used {
  readonly text: string;
  readonly from: string;
  readonly entries: Readonly<Record<string, string>>;
}

const PLACES = ["new", "old", "next", "koseki"];
const PARTS = ["postal", "pref", "city", "town", "banchi", "katagaki"];
/** A 本籍 has neither apartment nor postal code. */
const HONSEKI = ["pref", "city", "town", "banchi"];
const AGAIN: ReadonlySet<string> = new Set(["name", "tel", "address", "text", "date"]);
const SPACE = "\u3000";

const itemOf = (key: string): string => (key.startsWith("p.") ? (key.split(".")[2] ?? "") : key);
const string = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** What this case offers for an empty field at `key`: whole addresses at the parts of an address, family names at a name, and
 * else what stands at the same item of other people, or at items of the same kind for names, telephones and addresses. */
export function usedBefore(
  values: Values,
  item: ItemDef,
  key: string,
  items: (key: string) => ItemDef | undefined,
): Used[] {
  const place = PLACES.find((one) => key.startsWith(`${one}_`) && PARTS.includes(key.slice(one.length + 1)));
  if (place) return addresses(values, place, key);
  if (!AGAIN.has(item.kind)) return [];
  const found = Object.entries(values).flatMap(([other, value]) => {
    const text = string(value);
    const its = items(other);
    if (!text || other === key || !its || other.split(".").length === 2) return [];
    if (its.kind !== item.kind || !(alike(item) || itemOf(other) === item.key)) return [];
    return offersOf(item, key, other, text);
  });
  return unique(found);
}

/** Kinds whose values fit wherever that kind is asked; a text or a date fits its own item alone. */
const alike = (item: ItemDef): boolean => item.kind === "name" || item.kind === "tel" || item.kind === "address";

function offersOf(item: ItemDef, key: string, from: string, text: string): Used[] {
  if (item.kind !== "name") return [{ text, from, entries: { [key]: text } }];
  const family = text.includes(SPACE) ? text.slice(0, text.indexOf(SPACE) + 1) : "";
  const another = key.startsWith("p.") && item.key === "m_name";
  if (another) return family ? [{ text: family, from, entries: { [key]: family } }] : [];
  return [{ text, from, entries: { [key]: text } }];
}

/** Whole addresses: those of the case's other places, that have a town. */
function addresses(values: Values, place: string, key: string): Used[] {
  const parts = place === "koseki" ? HONSEKI : PARTS;
  const first = key.slice(place.length + 1);
  const found = PLACES.filter((other) => other !== place).flatMap((other) => {
    const entries = parts.flatMap((part): [string, string][] => {
      const text = string(values[`${other}_${part}`]);
      return text ? [[`${place}_${part}`, text]] : [];
    });
    if (!string(values[`${other}_town`]) || !parts.includes(first)) return [];
    const text = parts
      .slice(parts.indexOf("pref"))
      .map((part) => string(values[`${other}_${part}`]))
      .join("");
    return [{ text, from: `${other}_town`, entries: Object.fromEntries(entries) }];
  });
  return unique(found);
}

const unique = (found: Used[]): Used[] => [...new Map(found.map((one) => [one.text, one])).values()];
