// Twin of handoff/household.py: what the entries of a case tell about its household, as the facts that conditions ask for.
// Yes is said as soon as one person shows it; no only when every person is known for it and the household is whole.

import type { Value, Values } from "../facts.ts";
import { age, grade, readValue, spell } from "./wareki.ts";

export type Fact = boolean | number | null;
export type Facts = Readonly<Record<string, Fact>>;
type Person = Record<string, Value>;

export const FACTS = [
  ...["any_foreign", "any_shien", "days_since_move", "any_mnc", "has_75plus", "has_20_59", "any_kokuho", "has_u18"],
  ...["has_sj", "has_elem", "has_preschool", "has_65plus", "has_40plus", "any_kotei", "all_move", "head_moves"],
  ...["any_inkan", "honseki_here", "dec_registered", "dec_is_head", "remain_15plus", "dec_kokuho", "dec_kouki"],
  ...["dec_65plus", "dec_tax"],
] as const;
const OUTSIDE = ["dairi", "hosho", "aite", "nozei"];
const OF_ONE: ReadonlySet<string> = new Set(["SHOMEI", "INKAN"]);
const DAYS = ["dec_date", "ev_date", "ido_date"];
const JAPAN: ReadonlySet<Value> = new Set<Value>(["JPN", "日本"]);
const GROWN = "18歳年度末超";

/** What the facts need of a catalog: the city's code and name, and the items that only foreign nationals have. */
export interface Town {
  readonly city: string;
  readonly name: string;
  readonly foreign: readonly string[];
}

/** All facts, null where nothing is known. `today` and the day of the event are 2026-04-01. */
export function facts(values: Values, town: Town, today: string, event: string): Facts {
  const { item, people } = split(values);
  const dead = text(item["role.dec"]);
  const members = [...people].filter(([name, one]) => name !== dead && belongs(name, one, item)).map(([, one]) => one);
  const day = eventDay(values, today);
  const gone = people.get(dead);
  const whole = isWhole(members, item, event);
  return {
    ...NOTHING,
    ...ofMove(item, town, today),
    ...ofMembers(members, whole, day, town),
    any_kotei: some(
      [...members, ...(gone ? [gone] : [])].map((one) => flag(one.m_kotei)),
      whole,
    ),
    any_shien: [...people.values()].some((one) => one.shien_flag === true) || null,
    ...(gone ? ofDead(gone, day) : {}),
  };
}

const NOTHING: Facts = Object.fromEntries(FACTS.map((fact) => [fact, null]));

/** The day of the event: of the death, of what is registered, of the move; else today. */
export function eventDay(values: Values, today: string): string {
  const items = has(values["role.dec"]) ? DAYS : DAYS.slice(1);
  for (const item of items) {
    const found = dayAt(values, item);
    if (found) return found;
  }
  return today;
}

/** The calendar's day at an item of the case; the day of a birth (ev_date) is also the newborn's. */
export function dayAt(values: Values, item: string): string | null {
  const value = values[item] ?? null;
  const born = value === null && item === "ev_date" ? values["role.shussei"] : null;
  return dayOf(has(born) ? values[`p.${born}.m_birth`] : value);
}

/** The calendar's day of a stored date value, 2026-04-01; null for words and days that the calendar lacks. */
export function dayOf(value: Value | undefined): string | null {
  const read = typeof value === "string" && !value.startsWith("?:") ? readValue(value) : null;
  if (!read) return null;
  const day = spell({ ...read, era: "" });
  return read.year > 0 && isDay(day) ? day : null;
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}

// ---- the parts

interface Split {
  item: Values;
  people: Map<string, Person>;
}

/** The values of the case, and of each person who is in it. */
function split(values: Values): Split {
  const found: Split = { item: {}, people: new Map() };
  for (const [key, value] of Object.entries(values))
    if (isPerson(key) && inCase(value)) found.people.set(key.slice(2), {});
  for (const [key, value] of Object.entries(values)) {
    if (value === null) continue;
    if (!key.startsWith("p.")) found.item[key] = value;
    else if (!isPerson(key)) {
      const [, name = "", ...item] = key.split(".");
      const person = found.people.get(name);
      if (person) person[item.join(".")] = value;
    }
  }
  return found;
}

const isPerson = (key: string): boolean => key.startsWith("p.") && key.split(".").length === 2;

const inCase = (value: Value): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !("removed" in value) && !("merged" in value);

function belongs(name: string, person: Person, item: Values): boolean {
  const said = flag(person.m_in_setai);
  return said ?? OUTSIDE.every((role) => item[`role.${role}`] !== name);
}

/** Whether these are all: somebody went through the household (全部・一部), or entered more than the first one. */
const isWhole = (members: Person[], item: Values, event: string): boolean =>
  members.length > 1 || (members.length === 1 && (has(item.ido_scope) || OF_ONE.has(event)));

function ofMove(item: Values, town: Town, today: string): Facts {
  const moved = dayOf(item.ido_date);
  const { koseki_lgcode: code, koseki_city: name } = item;
  return {
    days_since_move: moved ? (Date.parse(today) - Date.parse(moved)) / 86_400_000 : null,
    all_move: item.ido_scope === "全部" ? true : item.ido_scope === "一部" ? false : null,
    honseki_here: has(code) ? code === town.city : has(name) ? name === town.name : null,
  };
}

function ofMembers(members: Person[], whole: boolean, day: string, town: Town): Facts {
  const ages = members.map((one) => ageOf(one, day));
  const grades = members.map((one) => gradeOf(one, day));
  const ofAll = (each: (boolean | null)[]): boolean | null => some(each, whole);
  const atLeast = (least: number): boolean | null => ofAll(ages.map((each) => (each === null ? null : each >= least)));
  const inGrade = (wanted: (said: string) => boolean): boolean | null =>
    ofAll(grades.map((said) => (said ? wanted(said) : null)));
  return {
    any_foreign: ofAll(members.map((one) => isForeign(one, town))),
    any_mnc: ofAll(members.map((one) => is(one.m_mnc, "あり"))),
    any_kokuho: ofAll(members.map((one) => isInsured(one, "m_kokuho", "m_kokuho_no"))),
    any_inkan: members.some((one) => has(one.m_inkan_no)) || null,
    head_moves: ofAll(members.map((one) => flag(one.m_head))),
    has_75plus: atLeast(75),
    has_65plus: atLeast(65),
    has_40plus: atLeast(40),
    has_20_59: ofAll(ages.map((each) => (each === null ? null : each >= 20 && each <= 59))),
    has_u18: inGrade((said) => said !== GROWN),
    has_sj: inGrade((said) => said.startsWith("小") || said.startsWith("中")),
    has_elem: inGrade((said) => said.startsWith("小")),
    has_preschool: inGrade((said) => said.startsWith("就")),
    remain_15plus: whole && !ages.includes(null) ? ages.filter((each) => each !== null && each >= 15).length : null,
  };
}

/** Yes as soon as one says so; no only when all are known and these are all. */
const some = (each: (boolean | null)[], whole: boolean): boolean | null =>
  each.includes(true) ? true : each.includes(null) || !whole ? null : false;

function ofDead(dead: Person, day: string): Facts {
  const care = text(dead.m_kaigo_lv);
  return {
    dec_is_head: flag(dead.m_head) ?? is(dead.m_zokugara, "世帯主"),
    dec_kokuho: isInsured(dead, "m_kokuho", "m_kokuho_no"),
    dec_kouki: isInsured(dead, "m_kouki", "m_kouki_no"),
    dec_65plus: isOldOrCared(ageOf(dead, day), care ? care !== "なし" : null),
    dec_tax: flag(dead.m_zei),
  };
}

/** 65 and over, or with a care level; nobody below 40 has one (介護保険法9条). */
function isOldOrCared(years: number | null, cared: boolean | null): boolean | null {
  if (cared || (years !== null && years >= 65)) return true;
  if (years === null) return null;
  return years < 40 ? false : cared;
}

/** By the nationality, else by anything that only foreign nationals have. */
function isForeign(person: Person, town: Town): boolean | null {
  const nationality = has(person.m_nat_cd) ? person.m_nat_cd : person.m_nat;
  if (has(nationality)) return !JAPAN.has(nationality ?? null);
  return town.foreign.some((item) => has(person[item])) || null;
}

const isInsured = (person: Person, said: string, number: string): boolean | null =>
  flag(person[said]) ?? (has(person[number]) || null);

function ageOf(person: Person, day: string): number | null {
  const birth = birthOf(person);
  return birth ? age(birth, day) : null;
}

function gradeOf(person: Person, day: string): string {
  const birth = birthOf(person);
  return birth ? grade(birth, day) : "";
}

const birthOf = (person: Person): string => {
  const birth = text(person.m_birth);
  return readValue(birth) ? birth : "";
};

const is = (value: Value | undefined, wanted: string): boolean | null =>
  typeof value === "string" && value ? value === wanted : null;

const flag = (value: Value | undefined): boolean | null => (typeof value === "boolean" ? value : null);

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** Whether there is anything, as Python's truth has it. */
const has = (value: Value | undefined): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === "object" && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);
