// What stands beside the items of a case, in words: answers, procedures and
// applications by hand, events, belongings, the slip's sentences.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { onByHand, type Value } from "@madoguchi/shared/facts.ts";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { W } from "@madoguchi/shared/words.ts";

/** What stands beside the items: answers, procedures by hand, events, belongings, sentences, blocks overruled. */
export function besideSaid(catalog: Catalog, key: string, value: Value): string | null {
  const [kind, name] = [key.slice(0, key.indexOf(".")), key.slice(key.indexOf(".") + 1)];
  const text = (field: string): string => String((isRecord(value) ? value[field] : "") ?? "");
  switch (kind) {
    case "proc":
      return onByHand(value) === null ? W.case.asAnswered : onByHand(value) ? W.case.added : W.case.takenOut;
    case "q":
      return typeof value === "boolean" ? yesOrNo(value) : W.case.withdrawn;
    case "ev":
      return `${catalog.event(name)} ${value === true ? W.case.added : W.case.takenOut}`;
    case "have":
      return value === null ? W.case.unasked : value ? W.case.has : W.case.lacks;
    case "say":
      return value === null ? W.case.takenOut : text("text");
    case "over":
      return value === null ? W.case.holdsAgain : catalog.reason(text("reason"));
    case "form":
      return onByHand(value) === null ? W.case.asAnswered : onByHand(value) ? W.case.added : W.case.takenOut;
    case "rows":
      return Array.isArray(value) ? `${value.length}${W.persons}` : W.case.asAnswered;
    case "remark":
      return typeof value === "string" ? value : W.case.takenOut;
    case "only":
      return value === null ? W.case.asAnswered : showOnly(catalog, name, value);
    case "tablet":
      return value === null ? W.case.tabletOff : W.case.tabletOn;
    default:
      return null;
  }
}

/** `F001.new_town` -> the value as its item shows it. */
function showOnly(catalog: Catalog, name: string, value: Value): string {
  const item = catalog.item(name.slice(name.indexOf(".") + 1));
  return item ? showValue(item, value) : "";
}

export const yesOrNo = (value: boolean): string => (value ? W.case.yes : W.case.no);

export const isRecord = (value: Value): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
