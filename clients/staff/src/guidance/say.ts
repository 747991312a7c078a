// The sentences that a slip says besides what follows from the answers.

import { type CaseState, shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Language, Phrase } from "@madoguchi/shared/catalog.ts";
import type { Values } from "@madoguchi/shared/facts.ts";
import type { Derived } from "./derive.ts";

export const LANGUAGES: readonly Language[] = ["ja", "easy", "en", "zh", "vi"];

/** The language of the visit, as the case has it; a slip speaks it beside the Japanese. */
export const languageOf = (values: Values): Language =>
  LANGUAGES.find((language) => language === values.language) ?? "ja";

export interface Saying {
  op: string;
  text: string;
  phrase: string | null;
}

/** What was said for the slip, in the order in which it was written. */
export function sayingsOf(state: CaseState): Saying[] {
  const found: (Saying & { rev: number })[] = [];
  for (const [key, value] of Object.entries(shownValues(state))) {
    if (!key.startsWith("say.") || typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const rev = state.entries[key]?.rev ?? Number.POSITIVE_INFINITY;
    const phrase = typeof value.phrase === "string" ? value.phrase : null;
    found.push({ op: key.slice(4), text: String(value.text ?? ""), phrase, rev });
  }
  return found.sort((a, b) => (a.rev === b.rev ? 0 : a.rev - b.rev));
}

/** The city's sentences for slips: those for every counter, and those of the counters on the way. */
export function slipPhrases({ catalog, guidance }: Derived): Phrase[] {
  const groups = new Set(["", ...guidance.way.map((station) => station.group)]);
  return catalog.sent.phrases.filter((one) => one.kind === "slip" && one.visitor && groups.has(one.group));
}
