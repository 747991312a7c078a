// What a field offers while one types: of the case itself, of the city's lists, of the postal file, of the standard's words.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { Value, Values } from "@madoguchi/shared/facts.ts";
import { get, No, NoLine, post } from "@madoguchi/shared/http.ts";
import { showResidencePeriod, squeeze } from "@madoguchi/shared/rules/checks.ts";
import { unknownDates } from "@madoguchi/shared/rules/dates.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { relationships } from "@madoguchi/shared/rules/relationship.ts";
import { usedBefore } from "@madoguchi/shared/rules/used.ts";
import { parseDate } from "@madoguchi/shared/rules/wareki.ts";
import { W } from "@madoguchi/shared/words.ts";

/** A value to take. `entries`: what it writes; `goesOn`: it is only a beginning, and typing goes on after it. */
export interface Offer {
  readonly text: string;
  readonly note: string;
  readonly entries: Readonly<Record<string, Value>>;
  readonly goesOn?: boolean;
}

/** A field, for its offers. */
export interface Asking {
  readonly name: string;
  readonly item: ItemDef;
  readonly values: Values;
  readonly catalog: Catalog;
}

const MOST = 12;
const PLACE = /^(new|old|next|koseki)_(postal|pref|city|town|katagaki)$/;
const RELATIONSHIP = "標準1.1.11";
const PERIODS = ["0500000", "0300000", "0100000", "0006000", "0003000", "0000090", "0000030", "0000015"];

/** What can be offered without asking the server. `typed` null or "": nothing is typed. */
export function offersHere(asking: Asking, typed: string): Offer[] {
  const { name, item, values, catalog } = asking;
  if (item.choices_from?.includes(RELATIONSHIP)) return plain(name, relationships(typed));
  if (item.checks?.includes("YYMMDDD")) return periods(name, typed);
  if (item.kind === "date" && item.allows_unknown_date && typed && !isDate(typed)) {
    return unknownDates(typed).map((words) => ({
      text: words,
      note: W.offers.unknown,
      entries: { [name]: `?:${words}` },
    }));
  }
  const list = listOf(asking);
  if (list.length > 0)
    return plain(
      name,
      list.filter((one) => one.includes(typed.trim())),
    );
  if (typed) return [];
  return usedBefore(values, item, name, (key) => catalog.item(key)).map(({ text, from, entries }) => ({
    text,
    note: catalog.label(from),
    entries,
    goesOn: text.endsWith("\u3000"),
  }));
}

/** Whether the server knows something for this field and these letters; without any, the levels of an address. */
export const asksServer = (name: string, typed: string): boolean =>
  PLACE.test(name) && (typed.trim() !== "" || /_(pref|city|town)$/.test(name));

/** Addresses by postal code, by letters or heads of levels, and the apartments at one. None when the line is down. */
export async function offersThere(asking: Asking, typed: string): Promise<Offer[]> {
  const [, place = "", part = ""] = PLACE.exec(asking.name) ?? [];
  try {
    if (part === "postal") return await byCode(place, typed);
    if (!typed.trim()) return await levels(asking, place, part);
    if (part === "katagaki") return place === "koseki" ? [] : await apartments(asking, place, typed);
    return await byLetters(place, typed);
  } catch (no) {
    if (no instanceof No || no instanceof NoLine) return [];
    throw no;
  }
}

interface Found {
  code: string;
  pref: string;
  city: string;
  town: string;
  kana: string;
  note?: string;
  machiaza?: string;
  gyoseiku?: string;
}

async function byLetters(place: string, typed: string): Promise<Offer[]> {
  const { places } = await post<{ places: Found[] }>("/api/addresses/find", { text: typed });
  return places.slice(0, MOST).map((one) => address(place, one));
}

/** Level by level: all prefectures, the cities of the one that stands, the towns of its city. */
async function levels({ name, values }: Asking, place: string, part: string): Promise<Offer[]> {
  const text = (level: string): string => String(values[`${place}_${level}`] ?? "");
  const pref = part === "pref" ? "" : text("pref");
  const city = part === "town" ? text("city") : "";
  if (part === "city" && !pref) return [];
  if (part === "town" && !city) return [];
  const { parts } = await post<{ parts: { name: string; kana: string; code: string }[] }>("/api/addresses/levels", {
    pref,
    city,
  });
  return parts.map((one) => ({
    text: one.name,
    note: one.kana,
    entries: { [name]: one.name, ...(one.code && place !== "koseki" ? { [`${place}_postal`]: one.code } : {}) },
  }));
}

async function byCode(place: string, typed: string): Promise<Offer[]> {
  const code = squeeze(typed.replaceAll("〒", ""));
  if (!/^[0-9]{7}$/.test(code)) return [];
  const found = await get<{
    choices: { pref: string; city: string; town: string; kana: string; notes: string[] }[];
    towns: { machiaza_id: string; town: string; kana: string; gyoseiku: string; city?: string }[];
  }>(`/api/postal/${code}`);
  const own = found.towns.map((one) => ({ ...one, code, pref: "", city: one.city ?? "", machiaza: one.machiaza_id }));
  const others = found.choices
    .filter((one) => !own.some((town) => town.town === one.town))
    .map((one) => ({ ...one, code, note: one.notes.join("、") }));
  return [...own, ...others].slice(0, MOST).map((one) => address(place, one));
}

function address(place: string, one: Found): Offer {
  const parts = { postal: one.code, pref: one.pref, city: one.city, town: one.town, machiaza: one.machiaza ?? "" };
  const kept = Object.entries(parts).filter(([part, text]) => text && !(place === "koseki" && part === "postal"));
  return {
    text: `${one.pref}${one.city}${one.town}`,
    note: [one.kana, one.note, one.gyoseiku && `${W.offers.ward} ${one.gyoseiku}`].filter(Boolean).join(" "),
    entries: Object.fromEntries(kept.map(([part, text]) => [`${place}_${part}`, text])),
  };
}

async function apartments({ name, values }: Asking, place: string, typed: string): Promise<Offer[]> {
  const text = (part: string): string => String(values[`${place}_${part}`] ?? "");
  const body = { machiaza: text("machiaza"), town: text("town"), banchi: text("banchi"), text: typed };
  const { buildings } = await post<{ buildings: { name: string; rooms: string }[] }>("/api/addresses/apartments", body);
  return buildings.slice(0, MOST).map((one) => ({
    text: one.name,
    note: one.rooms && `${W.offers.rooms} ${one.rooms.replaceAll("|", "、")}`,
    entries: { [name]: one.name },
    goesOn: true,
  }));
}

const plain = (name: string, texts: readonly string[]): Offer[] =>
  texts.slice(0, 40).map((text) => ({ text, note: "", entries: { [name]: text } }));

function periods(name: string, typed: string): Offer[] {
  return PERIODS.map((code) => ({ text: showResidencePeriod(code), note: code, entries: { [name]: code } })).filter(
    (one) => one.text.startsWith(typed.trim()) || one.note.startsWith(typed.trim()),
  );
}

/** A list of codes that the item's text is taken from; a branch is one of the bank's. */
function listOf({ item, values, catalog }: Asking): string[] {
  if (item.kind !== "text" || !item.choices_from?.startsWith("dict:")) return [];
  const dict = item.choices_from.slice("dict:".length);
  const codes = Object.entries(catalog.sent.codes[dict] ?? {});
  if (dict !== "branch") return codes.map(([, label]) => label);
  const banks = Object.entries(catalog.sent.codes.bank ?? {});
  const bank = banks.find(([, label]) => label === values.bank_name)?.[0];
  return codes.filter(([code]) => !bank || code.startsWith(`${bank}-`)).map(([, label]) => label);
}

function isDate(typed: string): boolean {
  try {
    parseDate(typed);
    return true;
  } catch (no) {
    if (no instanceof Refused) return false;
    throw no;
  }
}
