// Twin of handoff/wareki.py and eras.py: dates in Japanese eras, in western years, and 不詳. A date value is a string:
// 1984-04-12, 1926-12-25T (the day's older name), 1950-02-29 (only where an item allows it), ?:昭和12年月日不詳.

import { admit } from "./characters";
import { Refused } from "./refusal";

export type Calendar = "wareki" | "western";
type Day = readonly [year: number, month: number, day: number];

/** A date value taken apart; zeros when only words are known. `era` is the letter of the older era that was meant. */
export interface DateValue {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly text: string;
  readonly era: string;
}

interface Era {
  readonly digit: string;
  readonly letter: string;
  readonly name: string;
  readonly first: Day;
  readonly last: Day;
}

const ERAS: readonly Era[] = [
  { digit: "5", letter: "R", name: "令和", first: [2019, 5, 1], last: [9999, 12, 31] },
  { digit: "4", letter: "H", name: "平成", first: [1989, 1, 8], last: [2019, 4, 30] },
  { digit: "3", letter: "S", name: "昭和", first: [1926, 12, 25], last: [1989, 1, 7] },
  { digit: "2", letter: "T", name: "大正", first: [1912, 7, 30], last: [1926, 12, 25] },
  { digit: "1", letter: "M", name: "明治", first: [1868, 1, 25], last: [1912, 7, 30] },
];
const SOLAR: Day = [1873, 1, 1];
const WEEKDAYS = "日月火水木金土";
const TEXT_LIMIT = 72;
const UNKNOWN = "?:";

const TAIL = `([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?(?:\\(?([${WEEKDAYS}])(?:曜日?)?\\)?)?`;
const WESTERN = new RegExp(`^(?:西暦)?([0-9]{4})(?:年|[-/.])${TAIL}$`, "u");
const WESTERN_SHORT = /^([0-9]{4})([0-9]{2})([0-9]{2})$/;
const JAPANESE = new RegExp(`^(明治?|大正?|昭和?|平成?|令和?|[MTSHR])(元|[0-9]{1,2})(?:年|[-/.])${TAIL}$`, "u");
const JAPANESE_SHORT = /^([MTSHR1-5])([0-9]{2})([0-9]{2})([0-9]{2})$/;
const STORED = /^([0-9]{4})-([0-9]{2})-([0-9]{2})([MT]?)$/;
const SAYS = /不詳|不明|頃|ころ|推定|[春夏秋冬]|[上中下]旬/u;

/** What a person typed, as a date. `unknown`: the item also takes words and days that the calendar lacks.
 * Refused: no_such_date, wrong_pattern, and for words too_long and bad_characters. */
export function parseDate(text: string, unknown = false, at?: string): DateValue {
  if (text.startsWith(UNKNOWN)) return words(text.slice(UNKNOWN.length), unknown, at);
  if (STORED.test(text)) return hold(stored(text, at), unknown, at);
  const read = understand(plainly(text), at);
  if (!read) return words(text, unknown && SAYS.test(text.slice(0, 200)), at);
  const value = hold(read.value, unknown, at);
  if (read.weekday && weekdayOf(value) !== read.weekday) throw new Refused("no_such_date", at);
  return value;
}

/** The string that is stored. */
export const spell = (value: DateValue): string =>
  value.text ? UNKNOWN + value.text : `${pad(value.year, 4)}-${pad(value.month, 2)}-${pad(value.day, 2)}${value.era}`;

/** A stored date value, taken apart; null when it is none. */
export function readValue(value: string): DateValue | null {
  if (value.startsWith(UNKNOWN)) return { year: 0, month: 0, day: 0, text: value.slice(UNKNOWN.length), era: "" };
  const found = STORED.exec(value);
  return found
    ? { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]), text: "", era: found[4] ?? "" }
    : null;
}

/** `昭和59年4月12日`, or `1984年4月12日`; with the weekday `令和8年11月20日(金)`. Words as they are; before 1873 always western. */
export function show(value: string | DateValue, calendar: Calendar = "wareki", weekday = false): string {
  const whole = typeof value === "string" ? readValue(value) : value;
  if (!whole) return typeof value === "string" ? value : "";
  if (whole.text) return whole.text;
  const named = weekday ? weekdayOf(whole) : "";
  return `${yearName(whole, calendar)}${whole.month}月${whole.day}日${named ? `(${named})` : ""}`;
}

/** `S59.4.12`, for narrow columns. */
export function short(value: string): string {
  const whole = readValue(value);
  if (!whole) return value;
  if (whole.text) return whole.text;
  const era = eraOf(whole);
  const year = era ? `${era.letter}${whole.year - zero(era)}` : String(whole.year);
  return `${year}.${whole.month}.${whole.day}`;
}

/** Full years on a day; null when the birth is not known to the day, or is later. */
export function age(birth: string, day: string): number | null {
  const born = readValue(birth);
  const then = readValue(day);
  if (!born || !then || born.text || before(dayOf(then), dayOf(born))) return null;
  return then.year - born.year - (before([0, then.month, then.day], [0, born.month, born.day]) ? 1 : 0);
}

/** The school grade in the school year of `day`; born 2 April to 1 April go together. */
export function grade(birth: string, day: string): string {
  const born = readValue(birth);
  const then = readValue(day);
  if (!born || !then || born.text) return "";
  const cohort = born.year - (before([0, born.month, born.day], [0, 4, 2]) ? 1 : 0);
  const years = then.year - (then.month < 4 ? 1 : 0) - cohort;
  if (years < 7) return `就学前(${7 - years}年前)`;
  if (years > 18) return "18歳年度末超";
  if (years >= 16) return `高${years - 15}`;
  return years >= 13 ? `中${years - 12}` : `小${years - 6}`;
}

function understand(plain: string, at?: string): { value: DateValue; weekday: string } | null {
  const western = WESTERN_SHORT.exec(plain) ?? WESTERN.exec(plain);
  if (western) {
    const [, year, month, day, weekday = ""] = western;
    return { value: plainValue([Number(year), Number(month), Number(day)]), weekday };
  }
  const japanese = JAPANESE_SHORT.exec(plain) ?? JAPANESE.exec(plain);
  if (!japanese) return null;
  const [, name = "", year, month, day, weekday = ""] = japanese;
  return { value: inEra(name, year === "元" ? 1 : Number(year), Number(month), Number(day), at), weekday };
}

function inEra(name: string, year: number, month: number, day: number, at?: string): DateValue {
  const era = ERAS.find((each) => [each.digit, each.letter, each.name, each.name.charAt(0)].includes(name));
  if (!era || year < 1) throw new Refused("no_such_date", at);
  const when: Day = [zero(era) + year, month, day];
  if (before(when, era.first) || before(when, SOLAR) || before(era.last, when)) throw new Refused("no_such_date", at);
  const shared = ERAS.some((newer) => newer !== era && same(when, newer.first));
  return { ...plainValue(when), era: shared ? era.letter : "" };
}

function stored(text: string, at?: string): DateValue {
  const value = readValue(text);
  const era = ERAS.find((each) => each.letter === value?.era);
  if (!value || (era && !same(dayOf(value), era.last))) throw new Refused("no_such_date", at);
  return value;
}

function hold(value: DateValue, unknown: boolean, at?: string): DateValue {
  const could = value.year >= 1000 && value.month >= 1 && value.month <= 12 && value.day >= 1 && value.day <= 31;
  if (!inCalendar(value) && !(unknown && could)) throw new Refused("no_such_date", at);
  return value;
}

function words(text: string, unknown: boolean, at?: string): DateValue {
  if (!unknown) throw new Refused("wrong_pattern", at);
  const found = admit(text.trim(), TEXT_LIMIT, at);
  if (!found) throw new Refused("wrong_pattern", at);
  return { year: 0, month: 0, day: 0, text: found, era: "" };
}

function plainly(text: string): string {
  const plain = text.slice(0, 200).normalize("NFKC").replace(/\s+/gu, "");
  return plain
    .replace(/[‐‑‒–—―−ー]/gu, "-")
    .replace(/[。、・]/gu, ".")
    .toUpperCase();
}

function yearName(value: DateValue, calendar: Calendar): string {
  const era = calendar === "wareki" ? eraOf(value) : undefined;
  if (!era) return `${value.year}年`;
  const year = value.year - zero(era);
  return `${era.name}${year === 1 ? "元" : year}年`;
}

function eraOf(value: DateValue): Era | undefined {
  const day = dayOf(value);
  if (before(day, SOLAR)) return undefined;
  return ERAS.find((era) => (value.era ? era.letter === value.era : !before(day, era.first)));
}

function weekdayOf(value: DateValue): string {
  return inCalendar(value)
    ? WEEKDAYS.charAt(new Date(Date.UTC(value.year, value.month - 1, value.day)).getUTCDay())
    : "";
}

function inCalendar({ year, month, day }: DateValue): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

const before = (one: Day, other: Day): boolean =>
  one[0] !== other[0] ? one[0] < other[0] : one[1] !== other[1] ? one[1] < other[1] : one[2] < other[2];
const same = (one: Day, other: Day): boolean => !before(one, other) && !before(other, one);
const dayOf = ({ year, month, day }: DateValue): Day => [year, month, day];
const plainValue = ([year, month, day]: Day): DateValue => ({ year, month, day, text: "", era: "" });
const zero = (era: Era): number => era.first[0] - 1;
const pad = (number: number, width: number): string => String(number).padStart(width, "0");
