import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useCase, useKeys } from "../hooks.ts";
import { useActive } from "./active.ts";
import { askPage, type FormPage, type ListedForm, type PlacedBox } from "./api.ts";
import { isNewer, textOf } from "./drawn.ts";
import { useFresh } from "./fresh.ts";
import { goTo } from "./goTo.ts";
import { typedKeys } from "./order.ts";
import { F } from "./words.ts";

/** Pixels of the picture: sharp on the widest screen, and twice as large under the glass. */
const PIXELS = 1_400;
/** So many times larger is the part of the page that the cursor's field stands in. */
const GLASS = 1.9;
const PT_IN_MM = 25.4 / 72;

interface Props {
  id: string;
  forms: readonly ListedForm[];
  form: ListedForm;
  page: number;
  onForm: (form: string) => void;
  onPage: (page: number) => void;
  /** The page in view, for the items beside it. */
  onShown: (page: FormPage | null) => void;
  children?: ReactNode;
}

/** 申請書イメージ: the very page that will be printed, the cursor's field marked on it; a press on a box goes to its item. */
export function FormView({ id, forms, form, page, onForm, onPage, onShown, children }: Props) {
  const at = Math.min(page, form.pages);
  const { found, failed, again } = useFresh(
    id,
    `${form.form} ${at}`,
    form.may_print ? () => askPage(id, form.form, at, PIXELS) : null,
  );
  const tell = useRef(onShown);
  tell.current = onShown;
  useEffect(() => tell.current(found), [found]);
  useKeys({
    "Alt+PageDown": () => at < form.pages && onPage(at + 1),
    "Alt+PageUp": () => at > 1 && onPage(at - 1),
  });
  return (
    <section className="form-view" aria-label={F.image} data-testid="form-view" data-form={form.form}>
      <div className="form-bar">
        <select
          className="input"
          aria-label={F.choose}
          data-testid="form-choose"
          value={form.form}
          onChange={(event) => onForm(event.target.value)}
        >
          {forms.map((one) => (
            <option key={one.form} value={one.form}>
              {one.missing.length > 0 && one.form !== form.form
                ? `${one.name}（${F.list.lacks(one.missing.length)}）`
                : one.name}
            </option>
          ))}
        </select>
        <Pages at={at} of={form.pages} onPage={onPage} />
        {children}
      </div>
      {!form.may_print ? (
        <p className="note form-none">{F.list.noRight}</p>
      ) : found ? (
        <Paper id={id} name={form.name} page={found} />
      ) : (
        <p className="note form-none">{failed ? F.again : F.loading}</p>
      )}
      {failed && (
        <p className="form-failed" role="status">
          <span className="note">{found && F.again}</span>
          <Button tone="plain" small onPress={again}>
            {F.tryAgain}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Which page of how many, and the way to its neighbours. */
export function Pages({ at, of, onPage }: { at: number; of: number; onPage: (page: number) => void }) {
  if (of < 2) return <span className="note form-pages">{F.page(at, of)}</span>;
  return (
    <span className="form-pages">
      <button type="button" className="btn btn-plain btn-s" disabled={at <= 1} onClick={() => onPage(at - 1)}>
        <Icon name="undo" small />
        <span className="unseen">{F.before}</span>
      </button>
      <span className="note" data-testid="form-page">
        {F.page(at, of)}
      </span>
      <button type="button" className="btn btn-plain btn-s" disabled={at >= of} onClick={() => onPage(at + 1)}>
        <Icon name="arrow" small />
        <span className="unseen">{F.after}</span>
      </button>
    </span>
  );
}

/** The picture with its boxes, and under it the part around the cursor, larger. */
function Paper({ id, name, page }: { id: string; name: string; page: FormPage }) {
  const field = useActive(id);
  const here = page.boxes.filter((box) => field !== null && box.keys.includes(field.key));
  const [first] = here;
  return (
    <>
      <Sheet id={id} name={name} page={page} here={here} />
      {first && (
        <div className="form-glass" aria-hidden="true" style={{ aspectRatio: "3.2" }}>
          <div className="form-glass-in" style={under(first, page)}>
            <Sheet id={id} name="" page={page} here={here} />
          </div>
        </div>
      )}
    </>
  );
}

/** Where the page lies under the glass, so that the box is in its middle, and no edge of the paper leaves the glass. */
function under(box: PlacedBox, page: FormPage): { width: string; left: string; top: string } {
  const share = 1 / GLASS;
  const tall = (page.width / 3.2 / page.height) * share;
  const left = within((box.x + Math.min(box.w, page.width * share) / 2) / page.width - share / 2, 1 - share);
  const top = within((box.y + box.h / 2) / page.height - tall / 2, 1 - tall);
  return { width: `${GLASS * 100}%`, left: `${-left * GLASS * 100}%`, top: `${(-top / tall) * 100}%` };
}

const within = (value: number, most: number): number => Math.max(0, Math.min(value, Math.max(0, most)));

interface SheetProps {
  id: string;
  name: string;
  page: FormPage;
  here: readonly PlacedBox[];
}

function Sheet({ id, name, page, here }: SheetProps) {
  const { cases, catalog } = useCase(id);
  const field = useActive(id);
  const state = cases[id]!;
  const part = (mm: number, of: number): string => `${(mm / of) * 100}%`;
  return (
    <div className="form-sheet" style={{ aspectRatio: `${page.width} / ${page.height}` }}>
      <img
        src={`data:image/png;base64,${page.png}`}
        alt={name ? F.picture(name, page.page, page.pages) : ""}
        draggable={false}
      />
      {page.boxes.map((box, index) => {
        const newer = !isNarrow(box, catalog!.item(box.key)?.kind) && isNewer(state, box, page.rev, field);
        const names = [
          "form-box",
          here.includes(box) && "is-here",
          box.missing && "is-missing",
          box.how === "here" && "is-only",
          newer && "is-newer",
        ];
        const style = {
          left: part(box.x, page.width),
          top: part(box.y, page.height),
          width: part(box.w, page.width),
          height: part(box.h, page.height),
        };
        const text = newer ? textOf(state, catalog!, box, field) : "";
        const key = `${index} ${box.key}`;
        return (
          // A picture of the paper: the same deeds are at the items, where keys and screen readers find them.
          <span
            key={key}
            aria-hidden="true"
            className={names.filter(Boolean).join(" ")}
            style={style}
            data-box={name ? box.key : undefined}
            onPointerDown={(event) => {
              event.preventDefault();
              goTo(typedKeys(box, catalog!)[0] ?? box.key);
            }}
          >
            {newer && <Letters text={text} box={box} />}
          </span>
        );
      })}
    </div>
  );
}

/** A part of a date in a box of its own: only the server takes a date apart. */
const isNarrow = (box: PlacedBox, kind: string | undefined): boolean => kind === "date" && box.w < 18;

/** Letters over a box, as large as they fit. */
function Letters({ text, box }: { text: string; box: PlacedBox }) {
  const size = Math.min(10.5 * PT_IN_MM, box.h * 0.8, box.w / ([...text].length || 1));
  const middle = box.kind === "cells" || box.kind === "mark";
  return (
    <svg viewBox={`0 0 ${box.w} ${box.h}`} preserveAspectRatio="none" role="presentation">
      <text x={middle ? box.w / 2 : 0.6} y={box.h / 2} fontSize={size} textAnchor={middle ? "middle" : "start"}>
        {text}
      </text>
    </svg>
  );
}

/** Which page of which form is in view. */
export function useView(forms: readonly ListedForm[]): {
  form: ListedForm | null;
  page: number;
  show: (form: string, page?: number) => void;
} {
  const [wanted, setWanted] = useState<{ form: string; page: number }>({ form: "", page: 1 });
  const form = forms.find((one) => one.form === wanted.form) ?? forms.find((one) => one.may_print) ?? forms[0] ?? null;
  return { form, page: wanted.page, show: (next, page = 1) => setWanted({ form: next, page }) };
}
