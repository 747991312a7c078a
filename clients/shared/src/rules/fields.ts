// Twin of handoff/fields.py and item.py: the gate of a typed value, so that a clerk sees at once what the server would say.

import type { Entry } from "../wire";
import { admit } from "./characters";
import * as checks from "./checks";
import { admitKana, toFull } from "./kana";
import { Refused } from "./refusal";
import { admitRelationship } from "./relationship";
import { parseDate, show, spell } from "./wareki";

export type Kind =
  | "text"
  | "longtext"
  | "name"
  | "kana"
  | "roman"
  | "address"
  | "date"
  | "enum"
  | "enum_multi"
  | "bool"
  | "int"
  | "digits"
  | "code"
  | "postal"
  | "tel"
  | "id"
  | "ref"
  | "datetime"
  | "signature"
  | "image";

/** One item (入力項目), as the catalog sends it; what is left out has its default. */
export interface ItemDef {
  readonly key: string;
  readonly label: string;
  readonly scope: string;
  readonly kind: Kind;
  readonly max_len: number;
  readonly checks?: readonly string[];
  readonly choices?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly choices_from?: string;
  readonly sensitivity?: string;
  readonly input?: "typed" | "answer" | "auto" | "derived";
  readonly role?: string;
  readonly person_item?: string;
  readonly foreign_only?: boolean;
  readonly allows_unknown_date?: boolean;
  readonly calendar?: "wareki" | "western" | "by_nationality";
  readonly standard_item?: string;
  readonly csv_default?: boolean;
  readonly note?: string;
}

type Value = Entry["value"];
export type Stored = string | number | boolean | string[];

const LONGEST = 2000;
const RELATIONSHIP = "enum:標準1.1.11";

/** What is stored for a typed value; "" is a blank. `today` is a day such as 2026-11-20. Refused, with the item's key in `at`. */
export function admitValue(item: ItemDef, value: Value, today: string): Stored {
  if (item.input === "derived" || item.input === "auto") throw new Refused("read_only", item.key);
  if (item.kind === "bool") return yesOrNo(item, value);
  if (item.kind === "int") return wholeNumber(item, value);
  if (item.kind === "enum_multi") return several(item, value);
  const deed = KINDS[item.kind];
  if (typeof value !== "string" || !deed) throw new Refused("wrong_kind", item.key);
  return value === "" ? "" : deed(item, value, today);
}

/** A stored value as a person reads it. `foreign`: a foreign national, whose birth is shown in western years. */
export function showValue(item: ItemDef, value: Value, foreign = false): string {
  if (Array.isArray(value)) return value.map((one) => item.labels?.[one] ?? one).join("、");
  if (typeof value === "boolean") return value ? "はい" : "いいえ";
  if (typeof value === "number") return String(value).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  return typeof value === "string" && value !== "" ? shownText(item, value, foreign) : "";
}

function shownText(item: ItemDef, value: string, foreign: boolean): string {
  if (item.kind === "date") {
    const western = item.calendar === "western" || (foreign && item.calendar === "by_nationality");
    return show(value, western ? "western" : "wareki");
  }
  if (item.kind === "postal") return checks.showPostal(value);
  if (item.kind === "tel") return checks.showPhone(value);
  if (item.checks?.includes("YYMMDDD")) return checks.showResidencePeriod(value);
  return item.labels?.[value] ?? value;
}

type Deed = (item: ItemDef, value: string, today: string) => string;

function yesOrNo(item: ItemDef, value: Value): boolean {
  if (typeof value !== "boolean") throw new Refused("wrong_kind", item.key);
  return value;
}

function wholeNumber(item: ItemDef, value: Value): number {
  if (typeof value !== "number" && typeof value !== "string") throw new Refused("wrong_kind", item.key);
  if (typeof value === "number" && !Number.isInteger(value)) throw new Refused("wrong_kind", item.key);
  const plain = typeof value === "number" ? value : number(item, value);
  const span = item.checks?.map((check) => /^(-?[0-9]+)\.\.(-?[0-9]+)$/.exec(check)).find(Boolean);
  const least = span ? Number(span[1]) : 0;
  const most = span ? Number(span[2]) : 10 ** item.max_len - 1;
  if (plain < least || plain > most) throw new Refused("not_a_choice", item.key, { least, most });
  return plain;
}

function number(item: ItemDef, value: string): number {
  const plain = checks
    .half(admit(value, 20, item.key))
    .trim()
    .replaceAll(",", "");
  if (!/^[0-9]+$/.test(plain)) throw new Refused("not_a_number", item.key);
  return Number(plain);
}

function several(item: ItemDef, value: Value): string[] {
  if (!Array.isArray(value) || value.some((one) => typeof one !== "string")) throw new Refused("wrong_kind", item.key);
  const choices = item.choices ?? [];
  if (value.some((one) => !choices.includes(one))) throw new Refused("not_a_choice", item.key);
  return choices.filter((choice) => value.includes(choice));
}

const text: Deed = (item, value, today) => {
  if (pattern(item)) return code(item, value, today);
  return admit(
    item.checks?.includes("zenkaku") ? toFull(wide(value)) : value,
    Math.min(item.max_len, LONGEST),
    item.key,
  );
};

const longtext: Deed = (item, value) =>
  admit(value.replaceAll("\r\n", "\n"), Math.min(item.max_len, LONGEST), item.key, true);

const name: Deed = (item, value) => admit(value, item.max_len, item.key);

const roman: Deed = (item, value) => {
  const admitted = checks
    .half(admit(value, item.max_len, item.key))
    .toUpperCase()
    .replaceAll("’", "'");
  const plain = admitted.trim().replace(/\s+/gu, " ");
  if (plain && !(pattern(item) ?? /^[A-Z0-9 .,'()-]+$/).test(plain)) throw new Refused("wrong_pattern", item.key);
  return plain;
};

const date: Deed = (item, value, today) => {
  const read = spell(parseDate(value, item.allows_unknown_date, item.key));
  const later = !read.startsWith("?") && read.slice(0, 10) > today;
  if (later && item.checks?.includes("date<=today")) throw new Refused("future_date", item.key);
  return read;
};

const choice: Deed = (item, value) => {
  if (item.choices?.length) {
    if (!item.choices.includes(value)) throw new Refused("not_a_choice", item.key);
    return value;
  }
  const plain = admit(value, Math.max(item.max_len, 20), item.key);
  return item.choices_from === RELATIONSHIP ? admitRelationship(plain, item.key) : plain;
};

const code: Deed = (item, value) => {
  const plain = admit(value, Math.max(item.max_len * 2, 30), item.key);
  const checkDigit = item.checks?.find((check) => check.startsWith("cd:"))?.slice(3);
  if (checkDigit) return CHECK_DIGITS[checkDigit]!(plain, item.key);
  if (item.checks?.includes("YYMMDDD")) return checks.residencePeriod(plain, item.key);
  const squeezed = checks.squeeze(plain).toUpperCase();
  const n = [...squeezed].length;
  if (n > item.max_len) throw new Refused("too_long", item.key, { n, limit: item.max_len });
  if (item.choices?.length && !item.choices.includes(squeezed)) throw new Refused("not_a_choice", item.key);
  if (pattern(item)?.test(squeezed) === false) throw new Refused("wrong_pattern", item.key);
  return squeezed;
};

const postal: Deed = (item, value) => checks.postal(admit(value, 20, item.key), item.key);

const tel: Deed = (item, value) => {
  const found = checks.phone(admit(value, 30, item.key), item.key);
  if (pattern(item)?.test(found) === false) throw new Refused("wrong_pattern", item.key);
  return found;
};

const CHECK_DIGITS: Readonly<Record<string, (text: string, at?: string) => string>> = {
  mynumber: checks.myNumber,
  juminhyo: checks.juminhyo,
  lgcode: checks.lgcode,
};

const KINDS: Partial<Record<Kind, Deed>> = {
  text,
  longtext,
  name,
  kana: (item, value) => admitKana(value, item.max_len, item.key),
  roman,
  address: name,
  date,
  enum: choice,
  digits: code,
  code,
  postal,
  tel,
  id: name,
  ref: name,
  datetime: name,
};

/** The `re:` check as a whole match. */
function pattern(item: ItemDef): RegExp | undefined {
  const found = item.checks?.find((check) => check.startsWith("re:"));
  return found ? new RegExp(`^(?:${found.slice(3)})$`, "u") : undefined;
}

const wide = (value: string): string =>
  value.replace(/[ -~]/g, (letter) => (letter === " " ? "\u3000" : String.fromCharCode(letter.charCodeAt(0) + 0xfee0)));
