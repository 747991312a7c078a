import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { clockSeconds } from "@madoguchi/shared/clock.ts";
import { post } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import type { Entry } from "@madoguchi/shared/wire.ts";
import { SOURCES, W } from "@madoguchi/shared/words.ts";
import { useEffect, useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useCase, useKeys, useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { besideSaid, isRecord, yesOrNo } from "./beside.ts";

const SHORT = 5;

/** What was entered, newest first: who, where, from where. `whole`: all of it, as the side 対応履歴. */
export function Changes({ id, whole = false }: { id: string; whole?: boolean }) {
  const { cases, catalog } = useCase(id);
  const [asked, setAsked] = useState<string | null>(null);
  const state = cases[id]!;
  const found = Object.entries(state.entries)
    .filter(([key]) => !key.startsWith("note."))
    .sort(([, a], [, b]) => (b.rev ?? 0) - (a.rev ?? 0));
  const shown = whole ? found : found.slice(0, SHORT);
  useKeys(whole ? {} : { "Alt+r": () => setAsked(fieldInHand()) });
  return (
    <section className={whole ? "entry" : undefined}>
      <Head name={W.case.lastChanges}>{W.case.newest}</Head>
      {found.length === 0 && <p className="note">{W.case.nothingYet}</p>}
      <ul data-testid={whole ? "history" : "changes"}>
        {shown.map(([key, entry]) => (
          <li key={key} className="memo change">
            <span className="from">
              {clockSeconds(entry.at ?? 0)} {whoWrote(catalog!, entry)}
            </span>
            <span className="change-what">
              <b>{isPerson(key) ? W.case.personEntry : catalog!.label(key)}</b>
              <span className="cut">{said(catalog!, key, entry)}</span>
              {whole && <SaveMark mark={(entry.rev ?? 0) <= state.kept ? "kept" : "seen"} />}
              {whole && (
                <button type="button" className="link note" onClick={() => setAsked(key)}>
                  {W.case.fieldHistory}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {asked && <FieldHistory id={id} name={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function fieldInHand(): string | null {
  const test = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.testid : undefined;
  return test?.startsWith("field-") ? test.slice(6) : null;
}

function whoWrote(catalog: Catalog, entry: Entry): string {
  const from = SOURCES[entry.source ?? "typed"];
  return `${entry.by ?? ""}${entry.window ? `（${W.place(catalog.no(entry.window))}）` : ""}${from ? ` ${from}` : ""}`;
}

function said(catalog: Catalog, key: string, entry: Entry): string {
  if (entry.masked) return W.case.masked;
  if (key.startsWith("ok.")) return entry.value === true ? W.case.confirmed : W.case.opened;
  const beside = besideSaid(catalog, key, entry.value);
  if (beside !== null) return beside;
  if (isPerson(key)) return personSaid(entry.value);
  const item = catalog.item(key);
  if (entry.value === null) return W.case.empty;
  if (item) return showValue(item, entry.value) || W.case.empty;
  return typeof entry.value === "boolean" ? yesOrNo(entry.value) : "";
}

const isPerson = (key: string): boolean => key.startsWith("p.") && key.split(".").length === 2;

function personSaid(value: Entry["value"]): string {
  const record = isRecord(value) ? value : {};
  if ("removed" in record) return W.case.takenOut;
  return "merged" in record ? W.case.merged : W.case.added;
}

/** The past of one field: who, when, from where. */
function FieldHistory({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { catalog } = useCase(id);
  const [entries, setEntries] = useState<Entry[] | null>(null);
  useTop(onClose);
  useEffect(() => {
    post<{ entries: Entry[] }>("/api/history", { case: id, key: name })
      .then((answer) => setEntries(answer.entries))
      .catch(() => setEntries([]));
  }, [id, name]);
  return (
    <Dialog title={`${W.case.fieldHistory}　${catalog!.label(name)}`} testId="field-history">
      <ul>
        {entries?.map((entry) => (
          <li key={entry.op} className="memo">
            <span className="from">
              {clockSeconds(entry.at ?? 0)} {whoWrote(catalog!, entry)}
            </span>
            <br />
            {said(catalog!, name, entry)}
          </li>
        ))}
      </ul>
      {entries?.length === 0 && <p className="note">{W.case.nothingYet}</p>}
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
