// What can be put on the page: the form's items, others by search, standard parts, parts that the city saved.

import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, type RefObject, useDeferredValue, useMemo, useRef, useState } from "react";
import { useKeys } from "../../hooks.ts";
import type { Row } from "../api.ts";
import { useSheet } from "../hooks.ts";
import { parts as listed } from "../kinds.ts";
import { plain } from "../search.ts";
import { rowOf, rowsOf, type Sheet } from "../sheet.ts";
import { PART } from "./Canvas.tsx";
import { composed, itemsOfForm, PLAIN, savedParts } from "./parts.ts";
import { TABLE } from "./useFields.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;
const MOST = 40;

interface Props {
  form: string;
  onPut: (name: string) => void;
  onDropSaved: (name: string) => void;
}

interface Entry {
  /** `item:KEY`, `part:NAME`, `own:NAME`. */
  name: string;
  label: string;
  id: string;
  count: number | null;
}

export function Palette({ form, onPut, onDropSaved }: Props) {
  const sheet = useSheet();
  const [said, setSaid] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const late = useDeferredValue(said);
  useKeys({ F2: () => search.current?.focus() });
  const row = rowOf(sheet, "forms", form) ?? NO_ROW;
  const counts = useMemo(() => placedCounts(rowsOf(sheet, TABLE), form), [sheet, form]);
  const groups = useMemo(() => groupsOf(sheet, row, counts, late), [sheet, row, counts, late]);
  const count = groups.reduce((sum, group) => sum + group.entries.length, 0);
  return (
    <aside className="palette" aria-label={words.palette} ref={box} data-testid="palette">
      <div className="palette-search">
        <input
          ref={search}
          className="input"
          type="search"
          autoComplete="off"
          aria-label={words.search}
          placeholder={words.search}
          data-testid="palette-search"
          value={said}
          onChange={(event) => setSaid(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") walk(event, box, -1);
            if (event.key === "Enter" && !event.nativeEvent.isComposing && said) {
              event.preventDefault();
              // What is typed now counts, also while the list below is still that of a letter before.
              const [first] = groupsOf(sheet, row, counts, said);
              if (first) onPut(first.entries[0]!.name);
            }
          }}
        />
        <span className="note" role="status">
          {words.hits(count)}
        </span>
      </div>
      <div className="palette-list">
        {groups.map((group) => (
          <section key={group.title}>
            <h2>{group.title}</h2>
            {group.note && <p className="note">{group.note}</p>}
            <ul>
              {group.entries.map((one) => (
                <li key={one.name} className={one.count === 0 ? "is-unplaced" : undefined}>
                  <button
                    type="button"
                    draggable
                    data-testid={`palette-${one.name}`}
                    onClick={() => onPut(one.name)}
                    onDragStart={(event) => event.dataTransfer.setData(PART, one.name)}
                    onKeyDown={(event) => walk(event, box, STEPS[event.key] ?? 0)}
                  >
                    <span className="cut" title={`${one.label} ${one.id}`}>
                      {one.label}
                    </span>
                    {one.count !== null && (
                      <small>
                        <span aria-hidden="true">{words.placed(one.count)}</span>
                        <span className="unseen">{words.placedAlt(one.count)}</span>
                      </small>
                    )}
                  </button>
                  {one.name.startsWith("own:") && (
                    <button
                      type="button"
                      className="palette-drop"
                      aria-label={words.dropPart(one.label)}
                      onClick={() => onDropSaved(one.id)}
                    >
                      ×
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {count === 0 && <p className="admin-empty">{words.noHit}</p>}
      </div>
      <p className="note palette-keys">
        <Keys of="Enter" /> {words.put}
      </p>
    </aside>
  );
}

interface Group {
  title: string;
  entries: Entry[];
  note: string;
}

function groupsOf(sheet: Sheet, row: Row, counts: ReadonlyMap<string, number>, said: string): Group[] {
  const labels = new Map((sheet.tables.data_dictionary ?? []).map(({ id, row: item }) => [id, item.label_ja ?? id]));
  const item = (key: string): Entry => ({
    name: `item:${key}`,
    label: labels.get(key) ?? key,
    id: key,
    count: counts.get(key) ?? 0,
  });
  const mine = itemsOfForm(sheet, row);
  const others = said.trim() ? [...labels.keys()].filter((key) => !mine.includes(key)).map(item) : [];
  const standard = [...Object.keys(PLAIN), ...Object.keys(composed(sheet, row))];
  return [
    { title: words.ofForm, entries: narrowed(mine.map(item), said), note: "" },
    { title: words.others, entries: narrowed(others, said).slice(0, MOST), note: words.othersNote },
    { title: words.standardParts, entries: narrowed(standard.map(standardEntry), said), note: "" },
    { title: words.ownParts, entries: narrowed([...savedParts(sheet).keys()].map(ownEntry), said), note: "" },
  ].filter((group) => group.entries.length > 0);
}

const NO_ROW: Row = {};
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

const standardEntry = (name: string): Entry => ({
  name: `part:${name}`,
  label: words.parts[name] ?? name,
  id: name,
  count: null,
});

const ownEntry = (name: string): Entry => ({ name: `own:${name}`, label: name, id: name, count: null });

function narrowed(entries: Entry[], said: string): Entry[] {
  const wanted = plain(said).split(/\s+/).filter(Boolean);
  return entries.filter((one) => wanted.every((word) => plain(`${one.label} ${one.id}`).includes(word)));
}

/** How often each item stands on the page. */
function placedCounts(rows: readonly { row: Row }[], form: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { row } of rows) {
    if (row.form_id !== form) continue;
    for (const key of listed(row.items)) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

function walk(event: KeyboardEvent, box: RefObject<HTMLElement | null>, by: number): void {
  if (by === 0 || event.nativeEvent.isComposing) return;
  const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("[data-testid^='palette-'][draggable]") ?? [])];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  (at < 0 ? all[0] : all[at + by])?.focus();
}
