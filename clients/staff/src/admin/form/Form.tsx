import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { type KeyboardEvent, useState } from "react";
import { useHouse, useKeys } from "../../hooks.ts";
import type { Use } from "../api.ts";
import { isUnnamed } from "../drafting.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { idOf, kindOf, titleOf } from "../kinds.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { editOf, faultsOf, nameOf, rowOf } from "../sheet.ts";
import { ADMIN } from "../words.ts";
import { Duel } from "./Duel.tsx";
import { Field } from "./Field.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { SaveState } from "./SaveState.tsx";
import { Uses } from "./Uses.tsx";
import { Windows } from "./Windows.tsx";

interface Props {
  table: string;
  id: string;
  onCopy: () => void;
  onGone: () => void;
  onGo: (use: Use) => void;
  onBack: () => void;
}

/** One thing of the catalog: its columns, what can be done with it, what uses it. */
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
  const lastKey = columns.findLast((one) => one.key)?.name;
  const named = new Set(columns.map((one) => one.name));
  const isNew = edit?.ground === null;
  const remove = (): void => {
    if (!isNew || edit?.state === "sending") return setRemoving(true);
    drafting.drop(table, id);
    onGone();
  };
  return (
    <section className="admin-form" data-testid="form" aria-label={titleOf(table, id, row)}>
      <header className="form-head">
        <span className="row-id">{isUnnamed(id) ? ADMIN.form.isNew : id}</span>
        <h2 className="cut">{isUnnamed(id) ? ADMIN.kinds[table] : titleOf(table, id, row)}</h2>
        <SaveState named={nameOf(sheet, table, id) !== null} edit={edit} />
      </header>
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
      {edit?.state === "overtaken" ? (
        <Duel edit={edit} key={edit.other?.rev} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: hears of the IME and of the fields' way out
        <div
          className="columns"
          onCompositionStart={() => {
            drafting.composing = true;
          }}
          onCompositionEnd={() => {
            drafting.composing = false;
          }}
          onBlur={() => drafting.flush()}
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
          {table === "counters" && <Windows row={row} />}
        </div>
      )}
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

/** One place up or down in the order of the table. */
function Move({ table, id }: { table: string; id: string }) {
  const move = useMove(table, id);
  if (!kindOf(table)?.ordered) return null;
  return (
    <>
      <Button tone="plain" small keys="Alt ↑" testId="row-up" because={move.noUp} onPress={() => move.by(-1)}>
        {ADMIN.form.up}
      </Button>
      <Button tone="plain" small keys="Alt ↓" testId="row-down" because={move.noDown} onPress={() => move.by(1)}>
        {ADMIN.form.down}
      </Button>
    </>
  );
}

export function useMove(table: string, id: string | null) {
  const house = useHouse();
  const drafting = useDrafting();
  const sheet = useSheet();
  const ids = (sheet.tables[table] ?? []).map((one) => one.id);
  const at = id === null ? -1 : ids.indexOf(id);
  const by = (step: 1 | -1): void => {
    const other = at + step;
    if (at < 0 || other < 0 || other >= ids.length) return;
    const next = [...ids];
    [next[at], next[other]] = [next[other]!, next[at]!];
    drafting.order(table, next).catch((no: unknown) => {
      house.refuse({ result: "refused", reason: no instanceof No ? no.reason : "not_now" });
    });
  };
  const on = Boolean(kindOf(table)?.ordered) && at >= 0;
  useKeys(on ? { "Alt+ArrowUp": () => by(-1), "Alt+ArrowDown": () => by(1) } : {});
  const fresh = at < 0 ? ADMIN.form.orderLater : null;
  return {
    by,
    noUp: fresh ?? (at === 0 ? ADMIN.form.first : null),
    noDown: fresh ?? (at === ids.length - 1 ? ADMIN.form.last : null),
  };
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

/** Enter goes to the next field and sends nothing; a field of several lines keeps it. */
function toNext(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>("input, select, textarea, [role='radio'][tabindex='0']")];
  event.preventDefault();
  all[all.indexOf(target) + 1]?.focus();
}
