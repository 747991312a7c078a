// One thing of the catalog: its columns, what can be done with it, what uses it.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { type KeyboardEvent, useState } from "react";
import { useKeys } from "../../hooks.ts";
import type { Use } from "../api.ts";
import { isUnnamed } from "../drafting.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { idOf, titleOf } from "../kinds.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { editOf, faultsOf, keptOf, nameOf, rowOf } from "../sheet.ts";
import { ADMIN } from "../words.ts";
import { mayWrite } from "../writing.ts";
import { Contested } from "./Contested.tsx";
import { Field } from "./Field.tsx";
import { Keepers } from "./Keepers.tsx";
import { Move } from "./Move.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { SaveState } from "./SaveState.tsx";
import { Uses } from "./Uses.tsx";
import { Windows } from "./Windows.tsx";

/** What is done at windows. */
const WITH_WINDOWS: ReadonlySet<string> = new Set(["counters", "procedures"]);

interface Props {
  table: string;
  id: string;
  onCopy: () => void;
  onGone: () => void;
  onGo: (use: Use) => void;
  onBack: () => void;
}

export function Form({ table, id, onCopy, onGone, onGo, onBack }: Props) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const [removing, setRemoving] = useState(false);
  const row = rowOf(sheet, table, id);
  const edit = editOf(sheet, table, id);
  useKeys({
    "Ctrl+s": () => drafting.flush(true),
    "Alt+c": onCopy,
    Escape: onBack,
  });
  if (!row) return <Nothing />;
  const columns = sheet.columns[table] ?? [];
  const faults = faultsOf(sheet, table, id);
  const keys = columns.filter((one) => one.key).map((one) => one.name);
  const lastKey = keys.at(-1);
  const named = new Set(columns.map((one) => one.name));
  const isNew = edit?.ground === null;
  const may = isNew || mayWrite(sheet, table, keptOf(sheet, table, id)?.row ?? row);
  const remove = (): void => {
    if (!isNew || edit?.state === "sending") return setRemoving(true);
    drafting.drop(table, id);
    onGone();
  };
  return (
    <section className="admin-form" data-testid="form" aria-label={titleOf(table, id, row)}>
      <header className="form-head">
        {(isUnnamed(id) || titleOf(table, "", row)) && (
          <span className="row-id">{isUnnamed(id) ? ADMIN.form.isNew : id}</span>
        )}
        <h2 className="cut">{isUnnamed(id) ? ADMIN.kinds[table] : titleOf(table, id, row)}</h2>
        <SaveState named={nameOf(sheet, table, id) !== null} edit={edit} />
      </header>
      {may ? (
        <div className="form-deeds">
          <Button small keys="Alt C" testId="row-copy" onPress={onCopy}>
            {ADMIN.form.copy}
          </Button>
          <Move table={table} id={id} />
          <Button tone="plain" small keys="Ctrl S" testId="row-save" onPress={() => drafting.flush(true)}>
            {ADMIN.form.save}
          </Button>
          {edit?.state === "refused" && !isNew && (
            <Button tone="plain" small testId="row-restore" onPress={() => drafting.drop(table, id)}>
              {ADMIN.form.restore}
            </Button>
          )}
          <span className="grow" />
          <Button tone="danger" small testId="row-remove" onPress={remove}>
            {ADMIN.form.remove}
          </Button>
        </div>
      ) : (
        <Keepers table={table} row={row} may={false} />
      )}
      <Contested edit={edit} name={titleOf(table, id, row)}>
        {/* It hears of the IME, and of the way out of its fields. */}
        <fieldset
          className="columns plain-set"
          aria-label={titleOf(table, id, row)}
          disabled={!may}
          onCompositionStart={() => {
            drafting.composing = true;
          }}
          onCompositionEnd={() => {
            drafting.composing = false;
          }}
          onBlur={(event) => !(isNew && isIn(keys, event.relatedTarget)) && drafting.flush()}
          onKeyDown={toNext}
        >
          {nameOf(sheet, table, id) === null && (
            <p className="over">{idOf(columns, row) ? ADMIN.form.keyTaken : ADMIN.form.keyNeeded}</p>
          )}
          {faults
            .filter((one) => !named.has(one.column))
            .map((one) => (
              <FaultLine key={one.text} fault={one} />
            ))}
          {columns.map((column) => (
            <Field
              key={column.name}
              column={column}
              row={row}
              faults={faults.filter((one) => one.column === column.name)}
              fixed={Boolean(column.key) && !isNew}
              saysFixed={column.name === lastKey}
              onChange={(value) => drafting.type(table, id, { [column.name]: value })}
            />
          ))}
          {WITH_WINDOWS.has(table) && <Windows row={row} />}
          {may && <Keepers table={table} row={row} may />}
        </fieldset>
      </Contested>
      <Uses table={table} id={id} onGo={onGo} />
      {removing && (
        <RemoveDialog
          table={table}
          id={id}
          onClose={() => setRemoving(false)}
          onGone={() => {
            setRemoving(false);
            onGone();
          }}
          onGo={(use) => {
            setRemoving(false);
            onGo(use);
          }}
        />
      )}
    </section>
  );
}

function Nothing() {
  return (
    <section className="admin-form admin-empty">
      <b>{ADMIN.form.empty}</b>
      <p>{ADMIN.form.emptyNow}</p>
    </section>
  );
}

export const EmptyForm = Nothing;

/** Whether a field is one of these columns': what names a row is sent when the last of it is left. */
function isIn(columns: readonly string[], field: EventTarget | null): boolean {
  const column = field instanceof Element ? field.closest<HTMLElement>("[data-column]")?.dataset.column : undefined;
  return column !== undefined && columns.includes(column);
}

/** Enter goes to the next field and sends nothing; a field of several lines keeps it. */
function toNext(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>("input, select, textarea, [role='radio'][tabindex='0']")];
  event.preventDefault();
  all[all.indexOf(target) + 1]?.focus();
}
