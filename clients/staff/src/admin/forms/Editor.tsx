// A form's page: what can be put on it, the page with its fields, what is said of the chosen one.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useKeys } from "../../hooks.ts";
import { api, type Row } from "../api.ts";
import { useAsk, useDrafting, useSheet, useWork } from "../hooks.ts";
import { parts as listed } from "../kinds.ts";
import { AskBefore } from "../parts/AskBefore.tsx";
import { keptOf, rowOf, rowsOf } from "../sheet.ts";
import type { boxOf } from "./box.ts";
import { Canvas, useWidth } from "./Canvas.tsx";
import { PageSource } from "./PageSource.tsx";
import { Palette } from "./Palette.tsx";
import { Ghosts, Proposals } from "./Proposals.tsx";
import { Properties } from "./Props.tsx";
import { composed, itemsOfForm, optionsOfItem, type Part, PLAIN, partOfItem, savedParts } from "./parts.ts";
import { type Sample, Tools } from "./Tools.tsx";
import { TABLE, useFields } from "./useFields.ts";
import { useOffers } from "./useOffers.ts";
import { type Tried, useTrial } from "./useTrial.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;
const MARGIN = 24;
/** Pictures come in steps of so many pixels, that not every zoom asks for another one. */
const PIXELS = 400;
const WIDEST = 2_400;

interface Props {
  form: string;
  field: string | null;
  onBack: () => void;
}

export function Editor({ form, field, onBack }: Props) {
  const sheet = useSheet();
  const drafting = useDrafting();
  const { turn } = useWork();
  const fields = useFields(form, field);
  const middle = useRef<HTMLDivElement>(null);
  const width = useWidth(middle);
  const [snap, setSnap] = useState(true);
  const [zoom, setZoom] = useState<number | null>(null);
  const [filled, setFilled] = useState("");
  const [beside, setBeside] = useState(false);
  const [sheetNo, setSheetNo] = useState(1);
  const [dropping, setDropping] = useState<string | null>(null);
  const asked = useAsk("samples", api.samples);
  const samples: readonly Sample[] = asked.is === "here" ? asked.value : [];
  const row = rowOf(sheet, "forms", form) ?? NO_ROW;
  const own = keptOf(sheet, "layouts", form)?.row ?? null;
  const columns = beside && filled ? 2 : 1;
  const page = sizeOf(own, row);
  const fit = Math.max(0.5, (width / columns - MARGIN * 2) / page.width);
  const scale = zoom ?? fit;
  const pixels = Math.min(WIDEST, Math.max(1, Math.ceil((page.width * scale) / PIXELS)) * PIXELS);
  const masks = useMemo(() => maskKey(rowsOf(sheet, TABLE), form), [sheet, form]);
  const empty = useTrial(drafting.draft, form, "empty", 1, width ? pixels : 0, `${own?.base} ${masks} ${row.items}`);
  const trial = useTrial(drafting.draft, form, filled, sheetNo, width ? pixels : 0, String(turn));
  const over = filled !== "" && !beside;
  const labels = useMemo(
    () => new Map((sheet.tables.data_dictionary ?? []).map((one) => [one.id, one.row.label_ja ?? one.id])),
    [sheet.tables.data_dictionary],
  );
  const kinds = useMemo(
    () => new Map(sheet.columns[TABLE]?.find((one) => one.name === "kind")?.choices ?? []),
    [sheet.columns],
  );
  const offers = useOffers(fields.all);
  useKeys({ "Alt+Backspace": onBack });

  const partOf = (name: string): Part => {
    const [from, rest = ""] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
    if (from === "own") return savedParts(sheet).get(rest) ?? [];
    if (from === "part") return PLAIN[rest] ?? composed(sheet, row)[rest] ?? [];
    const options = optionsOfItem(sheet, rest).map((one) => one.value);
    return partOfItem(sheet, rest, options);
  };
  const put = (part: Part, x: number, y: number): void => {
    const mine = new Set(itemsOfForm(sheet, row));
    const fresh = [...new Set(part.flatMap((one) => listed(one.items)))].filter(
      (key) => !mine.has(key) && labels.has(key),
    );
    if (fresh.length > 0) {
      drafting.type("forms", form, { items: [row.items, ...fresh].filter(Boolean).join(",") });
    }
    fields.put(part, x, y);
  };
  const putInSight = (name: string): void => {
    const { x, y } = inSight(middle.current, scale, page);
    const spot = freeSpot(
      x,
      y,
      fields.all.map((one) => one.box),
      page.height,
    );
    put(partOf(name), x, spot);
  };
  const closeOffers = (): void => {
    offers.close();
    fields.choose([]);
    middle.current?.querySelector<HTMLElement>(".paper-scroll")?.focus();
  };
  const labelOf = (one: Row): string => {
    const names = listed(one.items).map((key) => labels.get(key) ?? key);
    const kind = kinds.get(one.kind ?? "") ?? one.kind ?? "";
    const person = one.row ? ` ${one.row}` : "";
    if (one.kind === "fixed") return words.field(one.text ?? "", kind);
    if (one.kind === "mark" && one.option) return words.field(`${names.join("")} ${one.option}${person}`, kind);
    return names.length > 0 ? `${names.join("・")}${person}` : kind;
  };

  return (
    <div className="form-editor" data-testid="form-editor">
      <header className="form-editor-head">
        <Button tone="plain" small testId="to-forms" onPress={onBack}>
          {words.back}
        </Button>
        <h1 className="cut">
          <span className="row-id">{form}</span> {row.name}
        </h1>
      </header>
      {own ? (
        <Palette form={form} onPut={putInSight} onDropSaved={setDropping} />
      ) : (
        <aside className="palette" aria-label={words.palette}>
          <p className="admin-empty">{words.pageFirst}</p>
        </aside>
      )}
      <div className="form-middle">
        <Tools
          fields={fields}
          snap={snap}
          onSnap={setSnap}
          scale={scale}
          onZoom={(by) => setZoom(by === "fit" ? null : Math.min(12, Math.max(0.5, scale * by)))}
          samples={samples}
          filled={filled}
          onFill={(next) => {
            setFilled(next);
            setSheetNo(1);
          }}
          beside={beside}
          onBeside={setBeside}
        />
        {filled && <Said tried={trial} onNext={setSheetNo} />}
        <div className={columns === 2 ? "papers is-two" : "papers"} ref={middle}>
          {own ? (
            <Looking label={words.canvas(row.name || form)} reached={fields.all.length === 0}>
              <Canvas
                name={row.name || form}
                page={page}
                picture={pictureOf(over ? trial : empty)}
                fields={fields}
                scale={scale}
                snap={snap}
                filled={over}
                labelOf={labelOf}
                onDropPart={(name, x, y) => put(partOf(name), x, y)}
              >
                {offers.offer && <Ghosts offers={offers} scale={scale} />}
              </Canvas>
            </Looking>
          ) : (
            <Looking label={FORMS_W.preview}>
              <Standard tried={filled ? trial : empty} name={row.name || form} wide={page.width * scale} />
            </Looking>
          )}
          {columns === 2 && (
            <Looking label={FORMS_W.preview}>
              <Standard tried={trial} name={row.name || form} wide={page.width * scale} />
            </Looking>
          )}
        </div>
        {own && <KeyHelp />}
      </div>
      <div className="form-side">
        {offers.offer && (
          <Proposals
            offers={offers}
            mine={itemsOfForm(sheet, row)}
            labelOf={labelOf}
            onTake={(part) => put(part, 0, 0)}
            onClose={closeOffers}
          />
        )}
        {own && !offers.offer && <Properties form={form} fields={fields} onGoFault={(id) => fields.choose([id])} />}
        {fields.chosen.length === 0 && !offers.offer && <PageSource form={form} onOffer={offers.begin} />}
      </div>
      {dropping && (
        <AskBefore
          title={words.dropPart(dropping)}
          what={words.dropPart(dropping)}
          go={words.delete}
          danger
          testId="drop-part"
          deed={() =>
            drafting.removeAll(
              "layout_parts",
              rowsOf(sheet, "layout_parts")
                .filter((one) => one.row.name === dropping)
                .map((one) => one.id),
            )
          }
          onClose={() => setDropping(null)}
          onDone={() => setDropping(null)}
        />
      )}
    </div>
  );
}

const NO_ROW: Row = {};
const A4 = { width: 210, height: 297 };

function sizeOf(own: Row | null, form: Row): { width: number; height: number } {
  if (own) return { width: Number(own.width) || A4.width, height: Number(own.height) || A4.height };
  const long = form.paper?.startsWith("A3") ? 420 : A4.height;
  const short = form.paper?.startsWith("A3") ? 297 : A4.width;
  return form.paper?.endsWith("横") ? { width: long, height: short } : { width: short, height: long };
}

/** What the empty page depends on beside its base: what is masked of it. */
function maskKey(rows: readonly { row: Row }[], form: string): string {
  return rows
    .filter(({ row }) => row.form_id === form && row.kind === "mask")
    .map(({ row }) => `${row.x},${row.y},${row.w},${row.h}`)
    .join(" ");
}

/** The upper left part of what is in sight of the page, in mm. */
function inSight(box: HTMLElement | null, scale: number, page: { width: number; height: number }) {
  const paper = box?.querySelector(".paper")?.getBoundingClientRect();
  const seen = box?.getBoundingClientRect();
  if (!paper || !seen) return { x: 20, y: 20 };
  const x = Math.max(0, seen.left - paper.left) / scale + 20;
  const y = Math.max(0, seen.top - paper.top) / scale + 20;
  return { x: Math.min(x, page.width - 30), y: Math.min(y, page.height - 20) };
}

/** Lower, until nothing lies there: what is put there must be seen. */
function freeSpot(x: number, y: number, boxes: readonly NonNullable<ReturnType<typeof boxOf>>[], most: number): number {
  for (let at = y; at < most - 12; at += 4) {
    if (!boxes.some((one) => x < one.x + one.w && one.x < x + 20 && at < one.y + one.h && one.y < at + 6)) return at;
  }
  return y;
}

const pictureOf = (tried: Tried): string | null => (tried.is === "here" ? tried.url : null);

function KeyHelp() {
  return (
    <p className="note paper-keys">
      <span>
        <Keys of="PageUp PageDown" /> {words.walk}
      </span>
      <span>
        <Keys of="← ↑ → ↓" /> {words.nudge}
      </span>
      <span>
        <Keys of="Alt →" /> {words.size2}
      </span>
      <span>
        <Keys of="Ctrl A" /> {words.everything}
      </span>
    </p>
  );
}

/** Scrolled by keys too: `reached`, where nothing in it takes the focus. */
function Looking({ label, reached = true, children }: { label: string; reached?: boolean; children: ReactNode }) {
  return (
    <section className="paper-scroll" aria-label={label} tabIndex={reached ? 0 : -1}>
      {children}
    </section>
  );
}

/** A page only to look at. */
function Standard({ tried, name, wide }: { tried: Tried; name: string; wide: number }) {
  if (tried.is === "loading") return <p className="admin-wait">{words.loading}</p>;
  if (tried.is === "refused") {
    return (
      <p className="admin-empty">
        <b>{words.noPicture}</b>
        {sentence(tried.reason).now}
      </p>
    );
  }
  return <img className="paper-look" src={tried.url} alt={FORMS_W.previewAlt(name)} style={{ width: wide }} />;
}

/** What the sample says of the page: what does not fit, what cannot be printed, which of its sheets. */
function Said({ tried, onNext }: { tried: Tried; onNext: (sheet: number) => void }) {
  if (tried.is !== "here") return <p className="sample-said">{words.loading}</p>;
  const { too_long: long, letters, sheet, sheets } = tried.trial;
  return (
    <p
      className={long.length || letters.length ? "sample-said is-look" : "sample-said"}
      role="status"
      data-testid="sample-said"
    >
      <span>
        {long.length > 0 && words.tooLong(long.length)} {letters.length > 0 && words.letters(letters.join(" "))}
        {long.length + letters.length === 0 && words.sampleFine}
      </span>
      {sheets > 1 && (
        <Button tone="plain" small testId="next-sheet" onPress={() => onNext((sheet % sheets) + 1)}>
          {words.sheet(sheet, sheets)} {words.nextSheet}
        </Button>
      )}
    </p>
  );
}
