// What a date field says beside the date: the other calendar, age and school year, what is past its limit, and words for a
// date that is not known.

import type { Entry } from "../wire";
import type { ItemDef } from "./fields";
import { Refused } from "./refusal";
import { age, type DateValue, grade, parseDate, readValue, show } from "./wareki";

type Value = Entry["value"];

/** Beside a date: in the years that the field does not show, and of a birth the age and the school year on `today`. */
export interface Beside {
  readonly other: string;
  readonly age: number | null;
  readonly grade: string;
}

/** A day that lies past its limit. `than`: the item whose day it may not pass, or `today`; `warn`: it may stay. */
export interface PastLimit {
  readonly than: string;
  readonly side: "later" | "earlier";
  readonly warn: boolean;
}

const BIRTH = "生年月日";
const SCHOOL_UNTIL = 18;
const LIMIT = /^(?:if (.+?): ?)?date(<=|>=)([a-z_]+)(?:\+([0-9]+)month)?(\(warn\))?$/;
const WARN = /^warn_if([<>])(today)$/;
const YEAR = /^(明治?|大正?|昭和?|平成?|令和?|[MTSHR]|[1-5](?=[0-9]{2}$))?(元|[0-9]{1,4})年?$/u;
const MONTH = /^(.+?年|.+?[./-])([0-9]{1,2})月?$/u;
const SEASONS = ["春", "夏", "秋", "冬"];
const THIRDS = ["上旬", "中旬", "下旬"];

/** What stands beside a stored date value; null when it is none, or not known to the day. */
export function besideDate(item: ItemDef, value: string, today: string, foreign = false): Beside | null {
  const read = readValue(value);
  if (!read || read.text) return null;
  const western = item.calendar === "western" || (foreign && item.calendar === "by_nationality");
  const birth = item.standard_item === BIRTH;
  const years = birth ? age(value, today) : null;
  return {
    other: western ? show(read).replace(/年.*$/u, "年") : `${read.year}年`,
    age: years,
    grade: years !== null && years <= SCHOOL_UNTIL ? grade(value, today) : "",
  };
}

/** The first limit of the item that the date is past. `values`: the case's; `event`: its life event. Limits that name a day
 * which nobody has entered hold nobody up, but a `todoke_date` that nobody has entered is today. */
export function pastLimit(
  item: ItemDef,
  value: string,
  values: Readonly<Record<string, Value>>,
  event: string,
  today: string,
): PastLimit | null {
  const day = dayIn(value);
  if (!day) return null;
  for (const check of item.checks ?? []) {
    const past = ofCheck(check, day, values, event, today);
    if (past) return past;
  }
  return null;
}

function ofCheck(
  check: string,
  day: string,
  values: Readonly<Record<string, Value>>,
  event: string,
  today: string,
): PastLimit | null {
  const warned = WARN.exec(check);
  if (warned) return side(warned[1] === "<" ? day < today : day > today, warned[1] === "<", "today", true);
  const [, when, sign, than = "", months, warn] = LIMIT.exec(check) ?? [];
  if (!sign || (when && !holds(when, event))) return null;
  const named = than === "today" ? today : dayIn(values[than]) || (than === "todoke_date" ? today : "");
  if (!named) return null;
  const edge = months ? later(named, Number(months)) : named;
  return side(sign === "<=" ? day > edge : day < edge, sign === ">=", than, warn !== undefined);
}

const side = (past: boolean, earlier: boolean, than: string, warn: boolean): PastLimit | null =>
  past ? { than, side: earlier ? "earlier" : "later", warn } : null;

/** `ev in IN or TENKYO`, `OUT`: IN = moving in, OUT = moving out. */
function holds(when: string, event: string): boolean {
  const names = when.replace(/^ev in /, "").split(/ or /);
  const kinds: Record<string, string> = { IN: "TENNYU", OUT: "TENSHUTSU" };
  return names.some((name) => event.startsWith(kinds[name.trim()] ?? name.trim()));
}

/** The same day so many months later, or the last of that month. */
function later(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function dayIn(value: Value | undefined): string {
  const read = typeof value === "string" ? readValue(value) : null;
  return read && !read.text ? (value as string).slice(0, 10) : "";
}

/** Words for a date that is not known to the day, made of as much of it as was typed (standard 1.1.8). */
export function unknownDates(typed: string): string[] {
  const plain = typed.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
  if (!plain) return ["年月日不詳"];
  const day = whole(plain);
  if (day) return [`推定${show(day)}`, `${show(day)}頃`];
  const [, head = "", month] = MONTH.exec(plain) ?? [];
  const months = Number(month);
  const named = month && months >= 1 && months <= 12 ? yearName(head.replace(/[年./-]$/u, "")) : "";
  if (named)
    return [`${named}${months}月日不詳`, ...THIRDS.map((one) => `${named}${months}月${one}`), `${named}${months}月頃`];
  const year = yearName(plain.replace(/年$/u, ""));
  return year ? [`${year}月日不詳`, `${year}頃`, ...SEASONS.map((one) => `${year}${one}`)] : [];
}

/** The year's name as the field shows years: 昭和12年; a western year by the era that its last day lies in. */
function yearName(typed: string): string {
  const [, era, year = ""] = YEAR.exec(typed) ?? [];
  if (!year || (!era && year.length !== 4)) return "";
  const last = whole(era ? `${era}${year}年12月31日` : `${year}1231`) ?? whole(`${era}${year}年1月1日`);
  const spoken = era ? (whole(`${era}${year}年7月1日`) ?? last) : last;
  return spoken ? show(spoken).replace(/年.*$/u, "年") : "";
}

function whole(plain: string): DateValue | null {
  try {
    return parseDate(plain);
  } catch (no) {
    if (no instanceof Refused) return null;
    throw no;
  }
}
