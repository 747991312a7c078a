import { type KeyboardEvent, useRef } from "react";
import { FORMS } from "./forms/address.ts";
import { BELONGINGS, KINDS } from "./kinds.ts";
import { START } from "./place.ts";
import type { Sheet } from "./sheet.ts";
import { ADMIN } from "./words.ts";

interface Props {
  sheet: Sheet | null;
  page: string;
  belongings: number;
  onGo: (page: string) => void;
}

interface Entry {
  page: string;
  name: string;
  count: number | null;
}

/** The kinds of things and the pages around them: one stop of the Tab key, arrows within. */
export function Nav({ sheet, page, belongings, onGo }: Props) {
  const box = useRef<HTMLElement>(null);
  const kinds = KINDS.map(({ table }) => ({
    page: table,
    name: ADMIN.kinds[table]!,
    count: table === BELONGINGS ? belongings : (sheet?.tables[table]?.length ?? 0),
  }));
  const procedures = kinds.findIndex((one) => one.page === "procedures");
  const forms = { page: FORMS, name: ADMIN.kinds[FORMS]!, count: sheet?.tables[FORMS]?.length ?? 0 };
  kinds.splice(procedures + 1, 0, forms);
  const look = ["walk", "households"] as const;
  const files = ["exchange", "postal"] as const;
  const arrows = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey) return;
    event.preventDefault();
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  const part = (title: string, entries: Entry[]) => (
    <>
      <h2>{title}</h2>
      <ul>
        {entries.map((one) => (
          <li key={one.page}>
            <button
              type="button"
              data-testid={`nav-${one.page}`}
              aria-current={one.page === page ? "page" : undefined}
              tabIndex={one.page === page ? 0 : -1}
              onClick={() => onGo(one.page)}
            >
              <span>{one.name}</span>
              {one.count !== null && <small>{one.count}</small>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
  const plain = (names: readonly (keyof typeof ADMIN.pages)[]): Entry[] =>
    names.map((one) => ({ page: one, name: ADMIN.pages[one], count: null }));
  return (
    <nav className="admin-nav" ref={box} aria-label={ADMIN.title} onKeyDown={arrows}>
      {sheet && part(ADMIN.pages.contents, kinds)}
      {sheet && part(ADMIN.pages.look, plain(look))}
      {part(ADMIN.pages.files, plain(sheet ? [...files, START] : ["postal", "audit", "retention", START]))}
    </nav>
  );
}
