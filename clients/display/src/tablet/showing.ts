// Where the visitor is with the papers: looking at the pages that are to be looked at, signing, or done. What is to be
// agreed to and signed is the server's to say; here stands only the place. Pure.

import type { Mark, PaperForm, PaperPage, Papers, Signer } from "@madoguchi/shared/wire.ts";

/** A page to look at. `place` of `of`: of its own form. */
export interface Sheet {
  form: string;
  name: string;
  state: NonNullable<PaperForm["state"]>;
  place: number;
  of: number;
  page: PaperPage;
}

export interface Where {
  /** The page on the screen, by its form and place: pages come and go while the clerk goes on. */
  form: string | null;
  place: number;
  /** Whether the visitor went back from signing to look again. */
  again: boolean;
  /** Who signs, when the visitor has said it; else the first who is asked. */
  person: string | null;
}

export type Step = "look" | "sign" | "done";

export const BEGINNING: Where = { form: null, place: 1, again: false, person: null };

/** The pages to look at: all of what nobody has agreed to yet; of what changed since, the pages with a change. */
export function sheets(papers: Papers, again = false): Sheet[] {
  const forms = papers.forms ?? [];
  const wanted = again ? forms : forms.filter((form) => (form.state ?? "new") !== "agreed");
  return wanted.flatMap((form) => pagesOf(form, again));
}

function pagesOf(form: PaperForm, again: boolean): Sheet[] {
  const state = form.state ?? "new";
  const all = form.pages.map((page, at) => ({
    form: form.form,
    name: form.name,
    state,
    place: at + 1,
    of: form.pages.length,
    page,
  }));
  const marked = all.filter((sheet) => marksOf(sheet).length > 0);
  return state === "changed" && !again && marked.length > 0 ? marked : all;
}

export const marksOf = (sheet: Sheet): Mark[] => sheet.page.changed ?? [];

/** What is wanted of the visitor now. */
export function stepOf(papers: Papers, where: Where): Step {
  if (!papers.agreed || where.again) return "look";
  return asked(papers).length > 0 ? "sign" : "done";
}

/** Who is still to sign here. */
export const asked = (papers: Papers): Signer[] => (papers.signers ?? []).filter((signer) => signer.asked);

/** Who signs now. */
export function signerOf(papers: Papers, where: Where): Signer | undefined {
  const left = asked(papers);
  return left.find((signer) => signer.person === where.person) ?? left[0];
}

/** On how many sheets a signature of this person will stand. */
export const formsFor = (signer: Signer): number =>
  new Set(signer.places.filter((place) => place.state === "open" || place.state === "void").map((place) => place.form))
    .size;

/** Where the visitor's page stands among those to look at; at the first when it is gone. */
export function placeOf(where: Where, all: readonly Sheet[]): number {
  return Math.max(
    0,
    all.findIndex((sheet) => sheet.form === where.form && sheet.place === where.place),
  );
}

/** A page on or back. */
export function turned(where: Where, all: readonly Sheet[], by: 1 | -1): Where {
  const next = all[placeOf(where, all) + by];
  return next ? { ...where, form: next.form, place: next.place } : where;
}

/** Something is to be looked at again because it changed, and not for the first time. */
export const isAfterwards = (all: readonly Sheet[]): boolean =>
  all.some((sheet) => sheet.state === "changed" || sheet.state === "added");
