// Who has signed what, by person: folded from the list of forms. Pure.

import type { Place, SignedForm, SignState } from "./api.ts";

/** A place and the form that it stands on. */
export interface Spot extends Place {
  form: string;
  name: string;
}

/** All places of one person that a tablet may serve. */
export interface Signatory {
  person: string;
  spots: Spot[];
  state: "open" | "void" | "signed" | "for";
}

export interface Standing {
  signatories: Signatory[];
  /** Signed by hand on the paper. */
  paper: Spot[];
  /** Of people who are not here, or of nobody yet. */
  absent: Spot[];
  /** Places that a tablet serves: so many, of them so many done. */
  places: number;
  done: number;
  /** Papers that were agreed to and are others now. */
  changed: SignedForm[];
  fresh: SignedForm[];
  agreed: SignedForm[];
}

const DONE: ReadonlySet<SignState> = new Set(["signed", "for"]);

export function standing(forms: readonly SignedForm[]): Standing {
  const shown = forms.filter((form) => form.by_hand !== false && form.may_print);
  const spots = shown.flatMap((form) => form.signs.map((sign) => ({ ...sign, form: form.form, name: form.name })));
  const ours = spots.filter((spot) => spot.state !== "paper" && spot.state !== "absent");
  const people = [...new Set(ours.map((spot) => spot.person).filter((person) => person !== null))];
  return {
    signatories: people.map((person) =>
      signatory(
        person,
        ours.filter((spot) => spot.person === person),
      ),
    ),
    paper: spots.filter((spot) => spot.state === "paper"),
    absent: spots.filter((spot) => spot.state === "absent"),
    places: ours.length,
    done: ours.filter((spot) => DONE.has(spot.state)).length,
    changed: shown.filter((form) => form.agreed === "changed"),
    fresh: shown.filter((form) => form.agreed === "new"),
    agreed: shown.filter((form) => form.agreed === "agreed"),
  };
}

/** A person's state is that of the place which needs them most. */
function signatory(person: string, spots: Spot[]): Signatory {
  const order: Signatory["state"][] = ["void", "open", "for", "signed"];
  const state = order.find((one) => spots.some((spot) => spot.state === one)) ?? "open";
  return { person, spots, state };
}

/** How many papers a person's places stand on, in a state. */
export const formsIn = (spots: readonly Spot[], ...states: SignState[]): string[] => [
  ...new Set(spots.filter((spot) => states.includes(spot.state)).map((spot) => spot.name)),
];

/** Whether nothing is left to do at the tablet. */
export const isThrough = (all: Standing): boolean =>
  all.places === all.done && all.changed.length === 0 && all.fresh.length === 0 && all.agreed.length > 0;
