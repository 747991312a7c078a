// 申請書: all forms of the draft, what is set of the chosen one, and the way to its page.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { type ReactNode, useMemo, useState } from "react";
import { api, type Fault, type Row, type RowChange } from "../api.ts";
import { isUnnamed } from "../drafting.ts";
import { Contested } from "../form/Contested.tsx";
import { SaveState } from "../form/SaveState.tsx";
import { useDrafting, useSheet, useWork } from "../hooks.ts";
import { joined, parts as listed, nextId } from "../kinds.ts";
import { type Item, List } from "../List.tsx";
import { AskBefore } from "../parts/AskBefore.tsx";
import { Combo } from "../parts/Combo.tsx";
import { editOf, nameOf, rowOf, rowsOf, type Sheet } from "../sheet.ts";
import { said } from "../values.ts";
import { atOf, FORMS, layoutOf, placeOfRow } from "./address.ts";
import { Editor } from "./Editor.tsx";
import { RowFields } from "./RowFields.tsx";
import { TABLE } from "./useFields.ts";
import { useTrial } from "./useTrial.ts";
import { FORMS_W as W } from "./words.ts";
import "./forms.css";

interface Props {
  id: string | null;
  changes: readonly RowChange[];
  onChoose: (id: string | null) => void;
}

export function Forms({ id, changes, onChoose }: Props) {
  const sheet = useSheet();
  const drafting = useDrafting();
  const at = atOf(id);
  const row = at ? rowOf(sheet, FORMS, at.form) : undefined;
  const rows = useMemo(() => rowsOf(sheet, FORMS), [sheet]);
  const changed = useMemo(() => changedForms(changes), [changes]);
  const levels = useMemo(() => levelsOf(sheet.faults), [sheet.faults]);
  if (at?.layout && row) {
    return <Editor key={at.form} form={at.form} field={at.field} onBack={() => onChoose(at.form)} />;
  }
  const itemOf = ({ id: one, row: form }: { id: string; row: Row }): Item => ({
    id: one,
    row: form,
    title: form.name || W.unnamed,
    sub: [
      said(sheet, FORMS, "group_id", form.group_id ?? ""),
      pageOf(sheet, one),
      W.brings(bringing(sheet, one).length),
    ]
      .filter(Boolean)
      .join("　"),
    staffOnly: false,
    level: levels.get(one) ?? null,
    fresh: isUnnamed(one),
    unsaved: editOf(sheet, FORMS, one) !== undefined,
    changed: changed.has(one),
  });
  const make = (): void => {
    const columns = sheet.columns[FORMS] ?? [];
    const empty = Object.fromEntries(columns.map(({ name, kind }) => [name, kind === "bool" ? "0" : ""]));
    const form_id = nextId(rows.map((one) => one.id)) || "F001";
    onChoose(drafting.begin(FORMS, { ...empty, form_id, paper: "A4縦", visibility: "all", csv_export: "1" }, false));
  };
  return (
    <>
      <List
        kind={W.name}
        rows={rows}
        itemOf={itemOf}
        chosen={row ? at!.form : null}
        onChoose={onChoose}
        onEnter={() => document.querySelector<HTMLElement>("[data-testid='form-edit']")?.focus()}
        onMake={make}
        ordered={false}
      />
      {row && at ? (
        <Chosen key={at.form} form={at.form} row={row} onChoose={onChoose} />
      ) : (
        <section className="admin-form admin-empty">
          <b>{W.none}</b>
          <p>{W.noneNow}</p>
        </section>
      )}
    </>
  );
}

function pageOf(sheet: Sheet, form: string): string {
  const own = sheet.tables.layouts?.find((one) => one.id === form)?.row;
  if (!own) return W.standard;
  return own.source ? W.ofPdf(own.source) : W.own;
}

const bringing = (sheet: Sheet, form: string) =>
  rowsOf(sheet, "procedures").filter(({ row }) => listed(row.forms).includes(form));

function changedForms(changes: readonly RowChange[]): ReadonlySet<string> {
  const forms = changes.flatMap(({ table, id }) => placeOfRow(table, id)?.split(".")[0] ?? []);
  return new Set(forms);
}

function levelsOf(faults: readonly Fault[]): Map<string, Fault["level"]> {
  const found = new Map<string, Fault["level"]>();
  for (const { table, id, level } of faults) {
    const form = placeOfRow(table, id)?.split(".")[0];
    if (form && found.get(form) !== "error") found.set(form, level);
  }
  return found;
}

interface ChosenProps {
  form: string;
  row: Row;
  onChoose: (id: string | null) => void;
}

function Chosen({ form, row, onChoose }: ChosenProps) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const { turn } = useWork();
  const [asking, setAsking] = useState<"copy" | "drop" | null>(null);
  const edit = editOf(sheet, FORMS, form);
  const kept = edit?.ground !== null;
  const trial = useTrial(drafting.draft, form, kept ? "empty" : "", 1, 600, String(turn));
  const signs = rowsOf(sheet, "signatures").filter((one) => one.row.form_id === form);
  const placed = rowsOf(sheet, TABLE).filter((one) => one.row.form_id === form).length;
  return (
    <section className="admin-form" data-testid="chosen-form" aria-label={row.name}>
      <header className="form-head">
        <span className="row-id">{form}</span>
        <h2 className="cut">{row.name || W.isNew}</h2>
        <SaveState named={nameOf(sheet, FORMS, form) !== null} edit={edit} />
      </header>
      <div className="form-deeds">
        <Button
          tone="main"
          small
          testId="form-edit"
          because={kept ? null : W.isNew}
          onPress={() => onChoose(layoutOf(form))}
        >
          {W.edit}
        </Button>
        <Button small testId="form-copy" because={kept ? null : W.isNew} onPress={() => setAsking("copy")}>
          {W.copy}
        </Button>
        <span className="grow" />
        <Button tone="danger" small testId="form-drop" onPress={() => setAsking("drop")}>
          {W.drop}
        </Button>
      </div>
      <Contested edit={edit} name={row.name || form}>
        <div className="form-set">
          <div>
            <Part title={W.tabs.set}>
              <RowFields table={FORMS} id={form} />
            </Part>
            <Part title={W.tabs.procedures} lead={W.procedures.lead}>
              <Procedures form={form} />
            </Part>
            <Part title={W.tabs.signs} lead={W.signs.lead}>
              <Signs form={form} />
            </Part>
          </div>
          <figure className="form-look">
            <figcaption className="note">
              {W.preview}　{pageOf(sheet, form)}
            </figcaption>
            {trial.is === "here" && <img src={trial.url} alt={W.previewAlt(row.name || form)} />}
            {trial.is === "refused" && <p className="note">{W.editor.noPicture}</p>}
          </figure>
        </div>
      </Contested>
      {asking === "copy" && (
        <AskBefore
          title={W.copyTitle}
          what={W.copyWhat}
          note={W.copyName}
          go={W.copyGo}
          testId="copy-form"
          deed={async (name) => {
            const made = await api.copyForm(drafting.draft, form, name);
            await drafting.load();
            onChoose(made.form);
          }}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
      {asking === "drop" && (
        <AskBefore
          title={W.dropTitle(row.name || form)}
          what={W.dropWhat(bringing(sheet, form).length, signs.length, placed)}
          more={[W.dropMore]}
          go={W.dropGo}
          danger
          testId="drop-form"
          deed={async () => {
            if (kept) await api.dropForm(drafting.draft, form);
            else drafting.drop(FORMS, form);
            await drafting.load();
          }}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            onChoose(null);
          }}
        />
      )}
    </section>
  );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="form-part">
      <h3>{title}</h3>
      {lead && <p className="note">{lead}</p>}
      {children}
    </section>
  );
}

/** Which procedures bring this form. */
function Procedures({ form }: { form: string }) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const mine = bringing(sheet, form);
  const set = (id: string, on: boolean): void => {
    const now = listed(rowOf(sheet, "procedures", id)?.forms);
    const forms = on ? [...now, form] : now.filter((one) => one !== form);
    drafting.type("procedures", id, { forms: joined(forms) });
  };
  const others = rowsOf(sheet, "procedures").filter((one) => !mine.includes(one));
  return (
    <>
      {mine.length === 0 && <p>{W.procedures.none}</p>}
      <ul className="form-procedures">
        {mine.map(({ id, row }) => (
          <li key={id}>
            <span className="row-id">{id}</span>
            <span className="cut">{row.name}</span>
            <button type="button" aria-label={W.procedures.off(row.name ?? id)} onClick={() => set(id, false)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      <Combo
        label={W.procedures.add}
        placeholder={W.procedures.add}
        testId="add-procedure"
        options={others.map(({ id, row }) => ({ value: id, label: row.name ?? "" }))}
        onPick={(id) => set(id, true)}
      />
    </>
  );
}

const SIGN_COLUMNS = ["signer_role", "medium", "need", "label_ja"] as const;

/** Whose signatures it wants. */
function Signs({ form }: { form: string }) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const mine = rowsOf(sheet, "signatures").filter((one) => one.row.form_id === form);
  const add = (): void => {
    const place = String(Math.max(0, ...mine.map((one) => Number(one.row.place) || 0)) + 1);
    const row = { form_id: form, place, signer_role: "todokede", medium: "tablet", need: "always", note: "" };
    drafting.begin("signatures", { ...row, label_ja: W.tabs.signs }, true);
  };
  return (
    <>
      {mine.length === 0 && <p>{W.signs.none}</p>}
      {mine.map(({ id, row }) => (
        <fieldset key={id} className="form-sign" data-testid={`sign-${id}`}>
          <legend>{W.signs.place(row.place ?? "")}</legend>
          <RowFields table="signatures" id={id} columns={SIGN_COLUMNS} />
          <Button tone="danger" small onPress={() => void drafting.removeAll("signatures", [id])}>
            {W.signs.remove}
          </Button>
        </fieldset>
      ))}
      <Button small testId="add-sign" onPress={add}>
        {W.signs.add}
      </Button>
    </>
  );
}
