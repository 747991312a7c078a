import type { PaperForm, Papers, Signer } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { asked, BEGINNING, formsFor, isAfterwards, placeOf, sheets, signerOf, stepOf, turned } from "./showing.ts";

const page = (url: string, ...changed: number[]) => ({
  url,
  width: 210,
  height: 297,
  ...(changed.length > 0 ? { changed: changed.map((x) => ({ x, y: 10, w: 20, h: 5 })) } : {}),
});
const form = (name: string, state: PaperForm["state"], ...pages: ReturnType<typeof page>[]): PaperForm => ({
  form: name,
  name,
  pages,
  ...(state ? { state } : {}),
});
const papers = (forms: PaperForm[], agreed: boolean, signers: Signer[] = []): Papers => ({
  t: "papers",
  seen: "x",
  forms,
  agreed,
  signers,
});
const signer = (
  person: string,
  isAsked: boolean,
  ...places: [string, Signer["places"][number]["state"]][]
): Signer => ({
  person,
  name: person,
  here: true,
  asked: isAsked,
  places: places.map(([name, state]) => ({ form: name, label: "署名", state })),
});
const urls = (all: ReturnType<typeof sheets>): string[] => all.map((sheet) => sheet.page.url);

describe("the papers on the tablet", () => {
  it("are all looked at the first time, page by page", () => {
    const all = sheets(papers([form("F001", "new", page("1"), page("2")), form("F010", undefined, page("3"))], false));
    expect(urls(all)).toEqual(["1", "2", "3"]);
    const second = turned(BEGINNING, all, 1);
    expect(placeOf(second, all)).toBe(1);
    expect(placeOf(turned(turned(turned(second, all, 1), all, 1), all, 1), all)).toBe(2);
    expect(placeOf(turned(turned(second, all, -1), all, -1), all)).toBe(0);
    expect(isAfterwards(all)).toBe(false);
  });

  it("are looked at again only where they changed", () => {
    const now = papers(
      [
        form("F001", "changed", page("1"), page("2", 30)),
        form("F010", "agreed", page("3")),
        form("F013", "added", page("4"), page("5")),
      ],
      false,
    );
    expect(urls(sheets(now))).toEqual(["2", "4", "5"]);
    expect(isAfterwards(sheets(now))).toBe(true);
    expect(urls(sheets(now, true))).toEqual(["1", "2", "3", "4", "5"]);
    expect(urls(sheets(papers([form("F001", "changed", page("1"), page("2"))], false)))).toEqual(["1", "2"]);
  });

  it("go back to the first page when the one on the screen is gone", () => {
    const all = sheets(papers([form("F010", "new", page("3"))], false));
    expect(placeOf({ ...BEGINNING, form: "F001", place: 2 }, all)).toBe(0);
    expect(placeOf({ ...BEGINNING, form: "F010", place: 1 }, [])).toBe(0);
  });

  it("are agreed to, then signed, then done", () => {
    const forms = [form("F001", "agreed", page("1"))];
    const open = signer("a", true, ["F001", "open"], ["F010", "void"], ["F004", "paper"]);
    expect(stepOf(papers(forms, false, [open]), BEGINNING)).toBe("look");
    expect(stepOf(papers(forms, true, [open]), BEGINNING)).toBe("sign");
    expect(stepOf(papers(forms, true, [open]), { ...BEGINNING, again: true })).toBe("look");
    expect(stepOf(papers(forms, true, [signer("a", false, ["F001", "signed"])]), BEGINNING)).toBe("done");
    expect(formsFor(open)).toBe(2);
  });

  it("are signed by one after the other, or by whom the visitor says", () => {
    const both = papers([], true, [
      signer("a", true, ["F001", "open"]),
      signer("b", false, ["F001", "absent"]),
      signer("c", true, ["F010", "open"]),
    ]);
    expect(asked(both).map((one) => one.person)).toEqual(["a", "c"]);
    expect(signerOf(both, BEGINNING)?.person).toBe("a");
    expect(signerOf(both, { ...BEGINNING, person: "c" })?.person).toBe("c");
    expect(signerOf(both, { ...BEGINNING, person: "b" })?.person).toBe("a");
  });
});
