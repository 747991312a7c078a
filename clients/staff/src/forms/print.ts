// Applications onto paper: what was chosen, how many sheets of which paper that is, and the job itself.

import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { No, NoLine, post } from "@madoguchi/shared/http.ts";
import { languageOf } from "../guidance/say.ts";
import type { House } from "../house.ts";
import type { Why } from "../overlays/WhyForm.tsx";
import { rowOf } from "../place.ts";
import { print } from "../printing.ts";
import type { CutOff, ListedForm } from "./api.ts";
import { F } from "./words.ts";

/** Type so many times its size. */
export const LARGER = [0.9, 1, 1.1, 1.25, 1.5];

/** What is to be printed. `forms` null: all; `order` empty: as the way has them; `visitor`: a 控え for the visitor too. */
export interface Plan {
  forms: string[] | null;
  order: string[];
  copies: number;
  larger: number;
  visitor: boolean;
  /** The guidance slip, as the last sheet of the job. */
  slip: boolean;
  /** Why 個人番号 are printed; null: they are masked. */
  numbers: Why | null;
  /** Why it is printed where a protected person lives; null: it is masked for whoever may not see it. */
  reveal: Why | null;
}

export const START: Plan = {
  forms: null,
  order: [],
  copies: 1,
  larger: 1,
  visitor: false,
  slip: false,
  numbers: null,
  reveal: null,
};

const SLIP_PAPER = "A4縦";

/** Sheets in all, and by paper, before anything is printed. `slip`: how many the guidance slip has. */
export function papersOf(
  chosen: readonly ListedForm[],
  plan: Plan,
  slip: number,
): { total: number; papers: [string, number][] } {
  const times = plan.copies + (plan.visitor ? 1 : 0);
  const papers = new Map<string, number>();
  for (const one of chosen) papers.set(one.paper, (papers.get(one.paper) ?? 0) + one.pages * times);
  if (plan.slip && slip > 0) papers.set(SLIP_PAPER, (papers.get(SLIP_PAPER) ?? 0) + slip);
  return { total: [...papers.values()].reduce((sum, count) => sum + count, 0), papers: [...papers] };
}

/** What came of it: papers larger than A4 are a job of their own. `masked`: places that this clerk may not see. */
interface Made {
  jobs: { url: string; pages: number; papers: Record<string, number> }[];
  pages: number;
  missing: string[];
  too_long: CutOff[];
  masked: number;
}

/** The job into the printer; says what came of it. Asked again by the same `request`, it is the same paper. False: nothing
 * was printed, the password is asked for first. */
export async function printForms(
  house: House,
  id: string,
  request: string,
  forms: string[],
  plan: Plan,
  override: Why | null,
  page: number | null = null,
): Promise<boolean> {
  const { copies, larger, visitor, slip, numbers, reveal } = plan;
  const state = house.get().cases[id];
  const language = languageOf(state ? shownValues(state) : {});
  const hidden = { numbers, reveal };
  const asked = { request, case: id, forms, copies, larger, visitor, slip, language, ...hidden, override, page };
  try {
    const made = await post<Made>("/api/forms", asked);
    for (const job of made.jobs) await print(job.url);
    const visit = rowOf(house.get(), id)?.visit;
    if (slip && visit) house.set({ printed: new Set(house.get().printed).add(visit) });
    const wrong = [
      made.masked > 0 ? F.print.masked(made.masked) : "",
      made.missing.length > 0 ? F.print.letters(made.missing.join("、")) : "",
      made.too_long.length > 0 ? F.print.doneCut(made.too_long.length) : "",
    ].filter(Boolean);
    const now = wrong.join(" ");
    house.notice({ tone: now ? "look" : "kept", what: F.print.done(made.pages), ...(now ? { now } : {}) });
  } catch (no) {
    if (no instanceof No && no.reason === "prove_again") return false;
    if (no instanceof No) house.refuse({ result: "refused", reason: no.reason as never });
    else if (no instanceof NoLine) house.refuse({ result: "refused", reason: "not_now" });
    else throw no;
  }
  return true;
}
