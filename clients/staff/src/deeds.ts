// What a clerk does, as sequences of moves. Each says in a notice what came of it.

import { unsent } from "@madoguchi/shared/caseStore.ts";
import type { Language } from "@madoguchi/shared/catalog.ts";
import type { Answer, MoveDeed, Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { derive } from "./guidance/derive.ts";
import { languageOf } from "./guidance/say.ts";
import type { House } from "./house.ts";
import { lineOf, rowOf } from "./place.ts";
import { print } from "./printing.ts";

const QUEUE_FOR = 2_000;

/** A move whose refusal is told in the usual way. */
export async function tell(house: House, deed: MoveDeed, version?: number | null): Promise<Answer | null> {
  const answer = await house.move(deed, version);
  if (answer.result === "done") return answer;
  house.refuse(answer);
  return null;
}

export async function callNext(house: House, visit?: string): Promise<void> {
  const answer = await tell(house, visit ? { kind: "call", visit } : { kind: "call" });
  if (answer?.row) house.show(answer.row.case);
}

/** 自動で次の方を呼ぶ, after a visit that this window let go. Nobody waits any more, or another browser of the window was
 * first: then there is nothing to say. */
export async function callAfter(house: House, gone: Row): Promise<void> {
  const answer = await house.move({ kind: "call", after: gone.visit }, gone.version);
  if (answer.row && lineOf(house.get()).calling[0]?.visit === answer.row.visit) house.show(answer.row.case);
}

/** The service that is just beginning: keys pressed right after Enter wait for it instead of being lost. */
let beginning: Promise<void> = Promise.resolve();

export function serve(house: House, row: Row): Promise<void> {
  beginning = tell(house, { kind: "serve", visit: row.visit }).then((answer) => {
    if (answer) house.show(row.case);
  });
  return beginning;
}

export const hasBegun = (): Promise<void> => beginning;

/** Takes back the newest hand-off of this window that nobody claimed yet. */
export async function takeBack(house: House): Promise<void> {
  const passed = lineOf(house.get()).passed.toSorted((a, b) => b.since - a.since)[0];
  if (!passed) return;
  const answer = await tell(house, { kind: "take_back", visit: passed.visit });
  if (answer) house.show(passed.case);
}

/** The field in hand is committed by leaving it. */
export function commitField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Waits until the case's edits are all shared, 2 s at most. How many are not. */
export async function settled(house: House, id: string): Promise<number> {
  commitField();
  const until = Date.now() + QUEUE_FOR;
  for (;;) {
    const state = house.get().cases[id];
    const left = state ? unsent(state) : 0;
    if (left === 0 || Date.now() > until) return left;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** 案内票: a new code, its PDF into the printer; says which characters could not be printed. */
export async function printSlip(house: House, visit: string, language: Language, reason = ""): Promise<boolean> {
  const answer = await tell(house, { kind: "slip", visit, language, reason });
  if (!answer) return false;
  house.set({ printed: new Set(house.get().printed).add(visit) });
  if (answer.url) print(answer.url);
  const missing = answer.more?.missing;
  if (missing) {
    house.notice({ tone: "look", what: W.slip.missing(String(missing)), now: W.slip.missingNow });
  } else {
    house.notice({ tone: "kept", what: answer.more?.reprint ? W.slip.printed : W.slip.printedFirst });
  }
  return true;
}

export interface HandOffPlan {
  to: string;
  window: string | null;
  office: string | null;
  memo: string;
  urgency: string;
  print: boolean;
}

/** Slip first, then the hand-off; the case stays here when either is refused. */
export async function handOff(house: House, id: string, plan: HandOffPlan): Promise<boolean> {
  const row = rowOf(house.get(), id);
  if (!row) return false;
  const language = languageOf(derive(house.get(), id)?.values ?? {});
  if (plan.print && !(await printSlip(house, row.visit, language))) return false;
  const { to, window, office, memo, urgency } = plan;
  const answer = await tell(house, { kind: "hand_off", visit: row.visit, to, window, office, memo, urgency });
  if (!answer) return false;
  house.show(null);
  return true;
}
