import { describe, expect, it, test } from "vitest";
import vectors from "../../../../tests/vectors/guidance.json";
import households from "../../../../tests/vectors/household.json";
import type { GuidanceSent } from "../catalog.ts";
import type { Values } from "../facts.ts";
import { book, counts, type Guidance, guide, type Known } from "./guidance.ts";
import { FACTS, type Facts, facts } from "./household.ts";

interface Told {
  values: Values;
  event: string;
  today: string;
  facts: Facts;
}

interface Visit {
  book: string;
  title: string;
  known: Omit<Known, "byHand"> & { by_hand: Known["byHand"] };
  out: unknown;
  plan: string[];
}

const { town, cases } = households as unknown as { town: Parameters<typeof facts>[1]; cases: Told[] };
const { books, cases: visits } = vectors as unknown as { books: Record<string, GuidanceSent>; cases: Visit[] };
const compiled = Object.fromEntries(Object.entries(books).map(([name, sent]) => [name, book(sent)]));
const nothing: Facts = Object.fromEntries(FACTS.map((fact) => [fact, null]));

test.each(cases.map((told, at) => [at, told] as const))("the facts of household %i are as told", (_, told) => {
  expect(facts(told.values, town, told.today, told.event)).toEqual({ ...nothing, ...told.facts });
});

describe("the whole way, as tests/vectors/guidance.json says", () => {
  it.each(visits)("$title", (visit) => {
    const { by_hand, ...known } = visit.known;
    const found = guide(compiled[visit.book]!, { ...known, facts: { ...nothing, ...known.facts }, byHand: by_hand });
    expect(told(found)).toEqual(visit.out);
    expect(found.procedures.filter(counts).map((one) => one.procedure)).toEqual(visit.plan);
  });
});

/** As the vectors say it: what stands in the catalog anyway is left out. */
function told(found: Guidance): unknown {
  return {
    questions: found.questions.map((one) => [one.question, one.answer, one.by, one.auto, one.overruled]),
    procedures: found.procedures.map((one) => ({
      procedure: one.procedure,
      why: one.why.map(({ takesAway, byHand, ...why }) => ({ ...why, takes_away: takesAway, by_hand: byHand })),
      due: one.due,
      past: one.past,
      bring: one.bring,
      by_hand: one.byHand,
      blocked: one.blocked,
      notice_only: one.noticeOnly,
    })),
    way: found.way.map((one) => [one.group, one.procedures]),
    bring: found.bring.map((one) => [one.text, one.procedures, one.groups, one.have]),
    alerts: found.alerts.map((one) => one.rule),
    blocks: found.blocks.map((one) => [one.rule, one.procedures, one.overruled]),
    progress: found.progress,
  };
}
