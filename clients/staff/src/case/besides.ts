// What stands beside a field: the other calendar, age and school year, the code of a period, a day past its limit.

import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { dayOf } from "@madoguchi/shared/clock.ts";
import { residencePeriod, showResidencePeriod } from "@madoguchi/shared/rules/checks.ts";
import { besideDate, type PastLimit, pastLimit } from "@madoguchi/shared/rules/dates.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { isForeigner } from "@madoguchi/shared/rules/nationality.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { parseDate, spell } from "@madoguchi/shared/rules/wareki.ts";
import { W } from "@madoguchi/shared/words.ts";
import type { House } from "../house.ts";
import { rowOf } from "../place.ts";

/** What a clerk reads beside a value that stands or is typed; "" for nothing. */
export function besideOf(house: House, id: string, name: string, item: ItemDef, typed: string): string {
  if (!typed) return "";
  if (item.checks?.includes("YYMMDDD")) return period(typed);
  const date = item.kind === "date" ? asDate(item, typed) : null;
  if (!date) return "";
  const { cases, catalogs } = house.get();
  const state = cases[id]!;
  const person = name.startsWith("p.") ? (name.split(".")[1] ?? "") : "";
  const items = catalogs[state.catalog]?.sent.items ?? [];
  const foreign = person !== "" && isForeigner(items, shownValues(state), person) === true;
  const found = besideDate(item, date, dayOf(house.now()), foreign);
  if (!found) return "";
  return [found.age === null ? "" : W.fields.age(found.age), found.grade, found.other].filter(Boolean).join("・");
}

/** The limit that a date is past, in words; null when it is past none. `value`: as it is stored. */
export function limitOf(
  house: House,
  id: string,
  item: ItemDef,
  value: string,
): { said: string; warn: boolean } | null {
  if (item.kind !== "date" || !item.checks?.length) return null;
  const { cases, catalogs } = house.get();
  const state = cases[id]!;
  const catalog = catalogs[state.catalog];
  const row = rowOf(house.get(), id);
  const services = catalog?.sent.house.services ?? [];
  const event = services.find((one) => one.service === row?.service && one.office === row.office)?.event ?? "";
  const past = pastLimit(item, value, shownValues(state), event, dayOf(house.now()));
  return past && { said: limitSaid(past, (key) => catalog?.label(key) ?? key), warn: past.warn };
}

function limitSaid(past: PastLimit, label: (key: string) => string): string {
  const than = past.than === "today" ? W.fields.today : label(past.than);
  return past.side === "later" ? W.fields.later(than) : W.fields.earlier(than);
}

function period(typed: string): string {
  try {
    const code = residencePeriod(typed);
    return `${code}（${showResidencePeriod(code)}）`;
  } catch (no) {
    if (no instanceof Refused) return "";
    throw no;
  }
}

function asDate(item: ItemDef, typed: string): string | null {
  try {
    return spell(parseDate(typed, item.allows_unknown_date));
  } catch (no) {
    if (no instanceof Refused) return null;
    throw no;
  }
}
