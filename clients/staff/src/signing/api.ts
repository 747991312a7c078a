// How the signatures of a case stand, as the server says it (server/work/forms_list.py). What was signed itself is nobody's
// to see on a screen.

import { post } from "@madoguchi/shared/http.ts";
import type { PaperPlace } from "@madoguchi/shared/wire.ts";

export type SignState = PaperPlace["state"];

export interface Place {
  /** On which of the form's sheets. */
  sheet: number;
  place: number;
  label: string;
  role: string;
  person: string | null;
  medium: "tablet" | "paper";
  state: SignState;
}

export interface SignedForm {
  form: string;
  name: string;
  pages: number;
  /** False: taken out by hand. */
  by_hand: boolean | null;
  may_print: boolean;
  signs: Place[];
  agreed: "new" | "agreed" | "changed";
  /** What was written since the visitor agreed or signed, where that is void now: labels of items. */
  changed: string[];
  missing: { key: string; person: string | null; label: string }[];
}

export interface FormList {
  forms: SignedForm[];
  rev: number;
}

export const readForms = (id: string): Promise<FormList> => post<FormList>("/api/forms/list", { case: id });
