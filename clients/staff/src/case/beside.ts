// What stands beside the items of a case, in words: answers, procedures by hand, events, belongings, the slip's sentences.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { onByHand, type Value } from "@madoguchi/shared/facts.ts";
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
    case "tablet":
      return value === null ? W.case.tabletOff : W.case.tabletOn;
    default:
      return null;
  }
}

export const yesOrNo = (value: boolean): string => (value ? W.case.yes : W.case.no);

export const isRecord = (value: Value): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
