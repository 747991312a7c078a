import { describe, expect, it } from "vitest";
import type { SignedForm, SignState } from "./api.ts";
import { formsIn, isThrough, standing } from "./standing.ts";

const place = (person: string | null, state: SignState) => ({
  sheet: 1,
  place: 1,
  label: "署名",
  role: "todokede",
  person,
  medium: state === "paper" ? ("paper" as const) : ("tablet" as const),
  state,
});
const form = (name: string, agreed: SignedForm["agreed"], ...signs: ReturnType<typeof place>[]): SignedForm => ({
  form: name,
  name,
  pages: 1,
  by_hand: null,
  may_print: true,
  signs,
  agreed,
  changed: [],
  missing: [],
});

describe("who has signed what", () => {
  it("is told by person, paper and absent people apart", () => {
    const all = standing([
      form("転入届", "agreed", place("a", "signed")),
      form("国保", "changed", place("a", "void"), place("b", "open")),
      form("口座振替", "agreed", place("a", "paper")),
      form("委任状", "new", place(null, "absent")),
    ]);
    expect(all.signatories.map((one) => [one.person, one.state])).toEqual([
      ["a", "void"],
      ["b", "open"],
    ]);
    expect(formsIn(all.signatories[0]!.spots, "signed")).toEqual(["転入届"]);
    expect(all.paper.map((one) => one.name)).toEqual(["口座振替"]);
    expect(all.absent.map((one) => one.name)).toEqual(["委任状"]);
    expect([all.places, all.done]).toEqual([3, 1]);
    expect(isThrough(all)).toBe(false);
  });

  it("leaves out what was taken out by hand, or is not this clerk's", () => {
    const out = { ...form("転入届", "new", place("a", "open")), by_hand: false };
    const hidden = { ...form("支援措置", "new", place("a", "open")), may_print: false };
    expect(standing([out, hidden]).signatories).toEqual([]);
  });

  it("is through when every place is signed and every paper agreed to", () => {
    const one = form("転入届", "agreed", place("a", "signed"), place("b", "for"), place("c", "absent"));
    expect(isThrough(standing([one]))).toBe(true);
    expect(isThrough(standing([one, form("国保", "changed")]))).toBe(false);
    expect(isThrough(standing([]))).toBe(false);
  });
});
