import { describe, it } from "vitest";
import vectors from "../../../../tests/vectors/checks.json";
import * as checks from "./checks";
import { hold, type Vector } from "./vectors";

const DEEDS: Record<string, (text: string) => unknown> = {
  my_number: checks.myNumber,
  juminhyo: checks.juminhyo,
  lgcode: checks.lgcode,
  postal: checks.postal,
  phone: checks.phone,
  residence_card: checks.residenceCard,
  residence_period: checks.residencePeriod,
  show_residence_period: checks.showResidencePeriod,
  show_postal: checks.showPostal,
  show_phone: checks.showPhone,
  holds_my_number: checks.holdsMyNumber,
};

describe("numbers, as tests/vectors/checks.json says", () => {
  it.each(vectors as Vector[])("$do $in", (vector) => {
    const [text] = vector.in as [string];
    hold(vector, () => DEEDS[vector.do]!(text));
  });
});
