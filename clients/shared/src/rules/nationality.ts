// For a Japanese the items of foreigners cannot be entered, and the other way round; person by person.

import type { Entry } from "../wire";
import type { ItemDef } from "./fields";

type Value = Entry["value"];
type Values = Readonly<Record<string, Value>>;

export const NATIONALITY = "m_nat_cd";
export const JAPANESE = "JPN";
const JAPAN: ReadonlySet<unknown> = new Set([JAPANESE, "日本"]);
/** 旧氏 and the parts of a Japanese name (住民基本台帳法施行令30条の13; データ要件 氏_日本人, 名_日本人). */
const OF_JAPANESE: ReadonlySet<string> = new Set(["旧氏", "旧氏_フリガナ", "氏_日本人", "名_日本人"]);

/** Whether a person is a foreign national: by the nationality, else by any item that only foreigners have; null while nothing
 * tells. */
export function isForeigner(items: readonly ItemDef[], values: Values, person: string): boolean | null {
  const of = (item: string) => values[`p.${person}.${item}`];
  const said = has(of(NATIONALITY)) ? of(NATIONALITY) : of("m_nat");
  if (has(said)) return !JAPAN.has(said);
  return items.some((item) => item.foreign_only && has(of(item.key))) || null;
}

/** Whether an item may be entered for somebody. What says the nationality always may: it can be mended. */
export function mayEnter(item: ItemDef, foreign: boolean | null): boolean {
  if (foreign === null || item.key === NATIONALITY) return true;
  if (item.foreign_only) return foreign;
  return !(foreign && OF_JAPANESE.has(item.standard_item ?? ""));
}

const has = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== "";
