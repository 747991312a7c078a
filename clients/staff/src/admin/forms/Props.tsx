// What is said of the chosen field, or of several together.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import type { Column, Row } from "../api.ts";
import { Contested } from "../form/Contested.tsx";
import { useDrafting, useSheet } from "../hooks.ts";
import { parts as listed } from "../kinds.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import { FaultLine } from "../parts/Fault.tsx";
import { editOf, rowsOf } from "../sheet.ts";
import { around, mm } from "./box.ts";
import { optionsOfItem, savedParts } from "./parts.ts";
import { RowFields } from "./RowFields.tsx";
import { Aligning } from "./Tools.tsx";
import { type Fields, type Placed, TABLE } from "./useFields.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;

/** By kind: which columns say something, beside where it stands. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  text: [
    "items",
    "row",
    "join",
    "part",
    "date",
    "size",
    "floor",
    "align",
    "wrap",
    "spacing",
    "most",
    "required",
    "csv",
    "counters",
  ],
  cells: ["items", "row", "cells", "size", "required", "csv", "counters"],
  mark: ["items", "row", "option", "circle", "required", "csv", "counters"],
  code: ["items", "bars", "counters"],
  sign: ["place", "counters"],
  stamp: ["items", "counters"],
  fixed: ["text", "size", "align", "wrap", "spacing", "counters"],
  today: ["part", "date", "size", "align", "counters"],
  remark: ["size", "align", "counters"],
  page: ["size", "align", "counters"],
  mask: [],
};
/** What an empty column means (handoff/blank.py `Field`). */
const MEANT: Row = {
  size: "10.5",
  floor: "5",
  spacing: "0",
  align: "left",
  wrap: "1",
  circle: "0",
  bars: "0",
  csv: "1",
  required: "0",
};
const PLACE = ["x", "y", "w", "h"] as const;
/** What several fields may be given at once. */
const COMMON = ["size", "floor", "align", "wrap", "required", "csv", "counters"] as const;

interface Props {
  form: string;
  fields: Fields;
  onGoFault: (id: string) => void;
}

export function Properties({ form, fields, onGoFault }: Props) {
  const { all, chosen } = fields;
  const held = all.filter((one) => chosen.includes(one.id));
  return (
    <aside className="props" aria-label={words.props} data-testid="props">
      <h2>
        {words.props} {held.length > 0 && <span className="note">{words.many(held.length)}</span>}
      </h2>
      {held.length === 0 && (
        <>
          <p className="note">{words.noneChosen}</p>
          <p className="note">{words.noneChosenNow}</p>
          <Faults form={form} onGo={onGoFault} />
        </>
      )}
      {held.length === 1 && <One one={held[0]!} fields={fields} />}
      {held.length > 1 && <Several held={held} fields={fields} />}
      {held.length > 0 && <Deeds held={held} fields={fields} />}
    </aside>
  );
}

function One({ one, fields }: { one: Placed; fields: Fields }) {
  const sheet = useSheet();
  const edit = editOf(sheet, TABLE, one.id);
  const kind = one.row.kind || "text";
  const change = (column: string, value: string): void =>
    fields.change([{ id: one.id, columns: { [column]: value } }], `type ${column}`);
  const as = (column: Column, row: Row): Column => shownAs(column, row, sheet, one.id);
  return (
    <Contested edit={edit} name={one.row.name || one.id}>
      <RowFields table={TABLE} id={one.id} columns={["kind"]} onChange={change} />
      <div className="props-place">
        <RowFields table={TABLE} id={one.id} columns={PLACE} onChange={change} as={noHelp} />
      </div>
      <RowFields
        key={kind}
        table={TABLE}
        id={one.id}
        columns={COLUMNS[kind] ?? []}
        onChange={change}
        as={as}
        meant={MEANT}
      />
    </Contested>
  );
}

/** A column as a field of this form wants it: the choices of its item, the form's own places for signatures. */
function shownAs(column: Column, row: Row, sheet: ReturnType<typeof useSheet>, id: string): Column {
  const [item = ""] = listed(row.items);
  if (column.name === "option" && item) {
    const options = optionsOfItem(sheet, item);
    if (options.length > 0) {
      return { ...column, kind: "choice", choices: options.map(({ value, label }) => [value, label]) };
    }
  }
  if (column.name === "place") {
    const [form] = id.split(".");
    const places = rowsOf(sheet, "signatures").filter(({ row: sign }) => sign.form_id === form);
    const choices = places.map(({ row: sign }): [string, string] => [
      sign.place ?? "",
      `${sign.place} ${sign.label_ja ?? ""}`,
    ]);
    return { ...column, kind: "choice", choices };
  }
  return settled(column);
}

/** A column that always means something offers nothing empty, and needs no word of what empty would mean. */
const settled = (column: Column): Column =>
  column.name in MEANT ? { ...noHelp(column), required: column.kind === "choice" } : column;

const noHelp = ({ help: _, ...column }: Column): Column => column;

function Several({ held, fields }: { held: Placed[]; fields: Fields }) {
  const columns = (useSheet().columns[TABLE] ?? []).filter((one) => (COMMON as readonly string[]).includes(one.name));
  const first = held[0]!;
  return (
    <>
      <Aligning fields={fields} />
      <h3>{words.common}</h3>
      <p className="note">{words.commonNote}</p>
      <RowFields
        table={TABLE}
        id={first.id}
        columns={columns.map((one) => one.name)}
        as={settled}
        meant={MEANT}
        onChange={(column, value) =>
          fields.change(
            held.map((one) => ({ id: one.id, columns: { [column]: value } })),
            `type ${column}`,
          )
        }
      />
    </>
  );
}

function Deeds({ held, fields }: { held: Placed[]; fields: Fields }) {
  const [saving, setSaving] = useState(false);
  const ids = held.map((one) => one.id);
  return (
    <div className="props-deeds">
      <Button small keys="Ctrl D" testId="field-duplicate" onPress={() => fields.duplicate(ids)}>
        {words.duplicate}
      </Button>
      <Button small testId="field-save-part" onPress={() => setSaving(true)}>
        {words.savePart}
      </Button>
      <Button tone="danger" small keys="Del" testId="field-delete" onPress={() => fields.remove(ids)}>
        {words.delete}
      </Button>
      {saving && <SavePart held={held} onClose={() => setSaving(false)} />}
    </div>
  );
}

function SavePart({ held, onClose }: { held: Placed[]; onClose: () => void }) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const { x, y } = around(held.map((one) => one.box));
  return (
    <AskBefore
      title={words.savePart}
      what={words.partWhat(held.length)}
      note={words.partName}
      go={words.savePart}
      testId="save-part"
      deed={async (said) => {
        const name = freeName(said, savedParts(sheet));
        for (const [index, { row, box }] of held.entries()) {
          const { form_id: _, ...rest } = row;
          const at = { x: mm(box.x - x), y: mm(box.y - y) };
          drafting.begin("layout_parts", { ...rest, ...at, name, field: String(index + 1) }, true);
        }
      }}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

/** A name that no part has: with a number after it, where it is taken. */
function freeName(said: string, taken: ReadonlyMap<string, unknown>): string {
  let name = said;
  for (let number = 2; taken.has(name); number += 1) name = `${said} ${number}`;
  return name;
}

/** What the checker says of this form; pressed, the field is chosen. */
function Faults({ form, onGo }: { form: string; onGo: (id: string) => void }) {
  const { faults } = useSheet();
  const mine = faults.filter(
    (one) => (one.table === TABLE || one.table === "layouts") && one.id.split(".")[0] === form,
  );
  return (
    <section className="props-faults" data-testid="form-faults">
      <h3>{words.faults}</h3>
      {mine.length === 0 && <p className="note">{words.noFaults}</p>}
      <ul>
        {mine.map((one) => (
          <li key={`${one.id}${one.column}${one.text}`}>
            {one.table === TABLE ? (
              <button type="button" className="props-fault" onClick={() => onGo(one.id)}>
                <FaultLine fault={one} />
              </button>
            ) : (
              <FaultLine fault={one} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
