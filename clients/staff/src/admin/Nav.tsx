import { FORMS } from "./forms/address.ts";
import { BELONGINGS, KINDS } from "./kinds.ts";
import { START } from "./place.ts";
import { type Entry, SideNav } from "./SideNav.tsx";
import type { Sheet } from "./sheet.ts";
import { ADMIN } from "./words.ts";

interface Props {
  sheet: Sheet | null;
  page: string;
  belongings: number;
  onGo: (page: string) => void;
}

/** The kinds of things and the pages around them. */
export function Nav({ sheet, page, belongings, onGo }: Props) {
  const names = ADMIN.pages;
  const files = plain(sheet ? ["exchange", "postal", START] : ["postal", "systems", "audit", "retention", START]);
  const parts = [
    ...(sheet ? [{ title: names.contents, entries: kinds(sheet, belongings) }] : []),
    ...(sheet ? [{ title: names.look, entries: plain(["walk", "households"]) }] : []),
    { title: names.files, entries: files },
  ];
  return <SideNav label={ADMIN.title} page={page} parts={parts} onGo={onGo} />;
}

const plain = (pages: (keyof typeof ADMIN.pages)[]): Entry[] =>
  pages.map((page) => ({ page, name: ADMIN.pages[page] }));

/** The tables, and the forms behind the procedures that they belong to. */
function kinds(sheet: Sheet, belongings: number): Entry[] {
  const entry = (page: string, count = sheet.tables[page]?.length ?? 0): Entry => ({
    page,
    name: ADMIN.kinds[page]!,
    count,
  });
  return KINDS.flatMap(({ table }) => {
    if (table === BELONGINGS) return [entry(table, belongings)];
    return table === "procedures" ? [entry(table), entry(FORMS)] : [entry(table)];
  });
}
