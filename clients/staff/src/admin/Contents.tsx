// One kind of thing: its list at the left, the chosen one's form at the right.

import { useEffect, useMemo, useRef } from "react";
import type { Fault, Row, Use } from "./api.ts";
import { isUnnamed } from "./drafting.ts";
import { EmptyForm, Form } from "./form/Form.tsx";
import { useMove } from "./form/Move.tsx";
import { useDrafting, useSheet } from "./hooks.ts";
import { type Kind, nextId, titleOf } from "./kinds.ts";
import { type Item, List } from "./List.tsx";
import { editOf, rowOf, rowsOf, type Sheet } from "./sheet.ts";
import { said } from "./values.ts";
import { ADMIN } from "./words.ts";
import { mayMake } from "./writing.ts";

interface Props {
  kind: Kind;
  id: string | null;
  /** A column to go to, when somebody came from a fault. */
  column: string | null;
  /** The rows that differ from the published version. */
  changed: ReadonlySet<string>;
  onChoose: (id: string | null) => void;
  onGo: (use: Use) => void;
}

export function Contents({ kind, id, column, changed, onChoose, onGo }: Props) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const { table } = kind;
  const rows = useMemo(() => rowsOf(sheet, table), [sheet, table]);
  const levels = useMemo(() => levelsOf(sheet.faults, table), [sheet.faults, table]);
  const chosen = id !== null && rowOf(sheet, table, id) ? id : null;
  useMove(table, chosen);
  const form = useForm(table, chosen);
  useEffect(
    () =>
      drafting.onRenamed((of, from, to) => {
        if (of !== table || from !== id) return;
        form.renamed(to);
        onChoose(to);
      }),
    [drafting, table, id, onChoose, form],
  );
  useEffect(() => {
    if (column) toField(column);
  }, [column]);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    shown.current = id;
    return () => {
      shown.current = null;
      if (id !== null) setTimeout(() => shown.current !== id && drafting.left(table, id));
    };
  }, [drafting, table, id]);

  const make = (from: Row | null): void => {
    const begun = drafting.begin(table, freshRow(sheet, kind, from), from !== null);
    onChoose(begun);
    requestAnimationFrame(() => toField(null));
  };
  const itemOf = ({ id: one, row }: { id: string; row: Row }): Item => ({
    id: one,
    row,
    title: titleOf(table, isUnnamed(one) ? "" : one, row),
    plain: titleOf(table, "", row) === "" && !isUnnamed(one),
    sub: kind.sub
      .map((name) => said(sheet, table, name, row[name] ?? ""))
      .filter(Boolean)
      .join("　"),
    staffOnly: row.staff_only === "1",
    level: levels.get(one) ?? null,
    fresh: isUnnamed(one),
    unsaved: editOf(sheet, table, one) !== undefined,
    changed: changed.has(one),
  });

  return (
    <>
      <List
        key={table}
        kind={ADMIN.kinds[table]!}
        rows={rows}
        itemOf={itemOf}
        chosen={chosen}
        onChoose={onChoose}
        onEnter={() => toField(null)}
        onMake={mayMake(sheet, table) ? () => make(null) : null}
        ordered={kind.ordered ?? false}
      />
      {chosen === null ? (
        <EmptyForm />
      ) : (
        <Form
          key={form.key}
          table={table}
          id={chosen}
          onCopy={() => make(rowOf(sheet, table, chosen)!)}
          onGone={() => onChoose(neighbour(rows, chosen))}
          onGo={onGo}
          onBack={() => document.querySelector<HTMLElement>(".list-rows")?.focus()}
        />
      )}
    </>
  );
}

/** The form of a row stays the same one when a new row gets its name: somebody types in the next field by then. */
function useForm(table: string, id: string | null): { key: string; renamed: (to: string) => void } {
  const form = useRef({ row: "", key: "", renamed: (_: string): void => {} });
  const row = `${table} ${id}`;
  if (form.current.row !== row) form.current = { ...form.current, row, key: row };
  form.current.renamed = (to) => {
    form.current.row = `${table} ${to}`;
  };
  return form.current;
}

/** A new row: all columns, those of a copied one, and the next number of the series. */
function freshRow(sheet: Sheet, kind: Kind, from: Row | null): Row {
  const columns = sheet.columns[kind.table] ?? [];
  const key = columns.find((one) => one.key)?.name ?? "";
  const next = kind.numbered ? nextId(rowsOf(sheet, kind.table).map((one) => one.id)) : "";
  const copied = columns.map(({ name, kind: is }) => [name, from?.[name] ?? (is === "bool" ? "0" : "")]);
  return { ...Object.fromEntries(copied), [key]: next };
}

function levelsOf(faults: Fault[], table: string): Map<string, Fault["level"]> {
  const found = new Map<string, Fault["level"]>();
  for (const one of faults) {
    if (one.table === table && found.get(one.id) !== "error") found.set(one.id, one.level);
  }
  return found;
}

function neighbour(rows: readonly { id: string }[], id: string): string | null {
  const at = rows.findIndex((one) => one.id === id);
  return rows[at + 1]?.id ?? rows[at - 1]?.id ?? null;
}

/** Into the form: to a column's field, or to the first one. */
function toField(column: string | null): void {
  const form = document.querySelector(".admin-form");
  const place = column ? form?.querySelector(`[data-column="${CSS.escape(column)}"]`) : form?.querySelector(".columns");
  const field = place?.querySelector<HTMLElement>("input, textarea, select, [role='radio'][tabindex='0']");
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}
