import { lastWrite, shown } from "@madoguchi/shared/caseStore.ts";
import { dayOf } from "@madoguchi/shared/clock.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { squeeze } from "@madoguchi/shared/rules/checks.ts";
import { admitValue, type ItemDef, type Stored, showValue } from "@madoguchi/shared/rules/fields.ts";
import { kanaItem } from "@madoguchi/shared/rules/reading.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { type ChangeEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { active } from "../forms/active.ts";
import { useHouse } from "../hooks.ts";
import { keyboard } from "../keyboard.ts";
import { isNamed, useLetters } from "../letters/useLetters.tsx";
import { Weather } from "../weather.ts";
import { besideOf, limitOf } from "./besides.ts";
import { cursor, type Lifted, select, selectedIn } from "./cursor.ts";
import { OfferList } from "./OfferList.tsx";
import type { Offer } from "./offers.ts";
import { useOffers } from "./useOffers.ts";
import { useReading } from "./useReading.ts";

const REST = 400;

export interface FieldProps {
  id: string;
  name: string;
  item: ItemDef;
  inputId: string;
  value: Value;
  frozen: boolean;
  look: boolean;
  other: boolean;
  /** What somebody else is typing here, letter by letter. */
  draft: string | null;
}

/** The place to type a value. An edit is made on leaving it, on Enter, or after a short rest. */
export function FieldInput(props: FieldProps) {
  const { id, name, item, inputId, value, frozen, look, other } = props;
  const house = useHouse();
  /** null: nothing typed, what stands in the sheet is shown. */
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const base = useRef<string | null | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const composing = useRef(false);
  const latest = useRef<string | null>(null);
  const given = useRef<Lifted | null>(null);
  /** What this field took over; its letters are selected again when they stand here. */
  const had = useRef<Lifted | null>(null);
  const element = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const stood = shownText(item, value);
  const offers = useOffers(id, name, item);
  const reading = useReading();
  /** The フリガナ that this field made itself: it may be made anew. */
  const madeKana = useRef<string | null>(null);
  const hasFocus = () => document.activeElement === element.current;

  function put(next: string | null) {
    latest.current = next;
    setText(next);
    active.type(id, name, next);
  }

  /** Sends what was typed, if it is something and something else than what stands there. */
  function commit(final: boolean): void {
    clearTimeout(timer.current);
    const typed = latest.current;
    if (typed === null || keyboard.restoring) return;
    const stored = admitted(typed, final);
    if (stored === undefined) return;
    setWrong(null);
    const began = base.current === undefined ? {} : { [name]: base.current };
    base.current = undefined;
    if (final) put(null);
    if (stored === "" || (Array.isArray(stored) && stored.length === 0)) {
      if (value !== null && value !== "") house.edit(id, { kind: "clear", keys: [name] }, began);
    } else if (JSON.stringify(stored) !== JSON.stringify(value)) {
      house.edit(id, { kind: "set", entries: { [name]: stored, ...kanaWith(stored) } }, began);
    }
  }

  /** With a name its フリガナ, as the IME heard it; what somebody typed there stays. */
  function kanaWith(stored: Stored): Record<string, string> {
    const state = house.get().cases[id];
    if (item.kind !== "name" || typeof stored !== "string" || !state) return {};
    const key = `${name.slice(0, name.length - item.key.length)}${kanaItem(item.key)}`;
    const stands = shown(state, key);
    const made = reading.of(stored);
    const free = stands === null || stands === "" || stands === madeKana.current;
    if (!made || !free || made === stands || !house.get().catalogs[state.catalog]?.item(key)) return {};
    madeKana.current = made;
    return { [key]: made };
  }

  /** An offer: written at once, or a beginning that one goes on typing from. */
  function take(offer: Offer): void {
    clearTimeout(timer.current);
    offers.close();
    setWrong(null);
    if (offer.goesOn) return put(offer.text);
    const began = base.current === undefined ? {} : { [name]: base.current };
    base.current = undefined;
    put(null);
    house.edit(id, { kind: "set", entries: { ...offer.entries } }, began);
  }

  function admitted(typed: string, final: boolean): Stored | undefined {
    if (typed.trim() === "") return "";
    if (typed === stood) return final ? ((value ?? "") as Stored) : undefined;
    try {
      const stored = admitValue(item, raw(item, typed), dayOf(house.now()));
      const past = typeof stored === "string" ? limitOf(house, id, item, stored) : null;
      if (!past || past.warn) return stored;
      setWrong(past.said);
      return undefined;
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      if (final || isWhole(item, typed)) {
        const { what, now } = sentence(no.reason);
        setWrong(now ? what + now : what);
      }
      return undefined;
    }
  }

  /** The field says this now; nothing of it is sent yet. */
  function write(next: string): void {
    if (base.current === undefined) {
      const state = house.get().cases[id];
      base.current = state ? lastWrite(state, name) : null;
    }
    put(next === stood ? null : next);
    if (next === stood) base.current = undefined;
    clearTimeout(timer.current);
  }

  function change(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>): void {
    const next = event.target.value;
    write(next);
    if (keyboard.restoring) return;
    if (event.target instanceof HTMLSelectElement) return commit(true);
    if (composing.current) return;
    setWrong(null);
    offers.typed(next);
    Weather.of(house).draft(id, name, next);
    timer.current = setTimeout(() => commit(false), REST);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once when the field comes, once when it goes
  useLayoutEffect(() => {
    const field = `${id} ${name}`;
    const left = cursor.take(field);
    if (left) {
      element.current?.focus();
      had.current = left;
      base.current = left.base;
      if (left.typed !== null) {
        put(left.typed);
        timer.current = setTimeout(() => leave.current(false), REST);
      }
    }
    return () => {
      if (!hasFocus()) return;
      const selected = selectedIn(element.current);
      given.current = { field, typed: latest.current, base: base.current, selected, taken: false };
      cursor.lift(given.current);
    };
  }, []);

  useLayoutEffect(() => {
    if (had.current?.typed !== text) return;
    select(element.current, had.current.selected);
    had.current = null;
  }, [text]);

  // What is not committed when the field goes away is committed then, unless it went on to the one that takes its place.
  const leave = useRef(commit);
  leave.current = commit;
  useEffect(
    () => () => {
      if (given.current?.taken) clearTimeout(timer.current);
      else leave.current(true);
    },
    [],
  );

  const beside = besideOf(house, id, name, item, text ?? (typeof value === "string" ? value : ""));
  const past = text === null && typeof value === "string" ? limitOf(house, id, item, value) : null;
  const letters = useLetters({
    item,
    field: element,
    text: text ?? stood,
    closed: frozen,
    onText: (next) => {
      write(next);
      timer.current = setTimeout(() => commit(false), REST);
    },
  });
  const names = [
    "input",
    isNamed(item) && "named",
    wrong && "is-wrong",
    look && "is-look",
    other && "is-other",
    frozen && "is-frozen",
  ];
  const shared = {
    id: inputId,
    ref: element,
    "data-entry": "",
    "data-testid": `field-${name}`,
    className: names.filter(Boolean).join(" "),
    value: text ?? (props.draft !== null && !hasFocus() ? props.draft : stood),
    "aria-invalid": wrong !== null,
    "aria-describedby": wrong || past ? `${inputId}-say` : undefined,
    ...(offers.open
      ? {
          role: "combobox",
          "aria-expanded": true,
          "aria-controls": offers.listId,
          "aria-activedescendant": offers.marked ? `${offers.listId}-${offers.at}` : undefined,
        }
      : {}),
    onChange: change,
    onFocus: () => {
      active.enter(id, name);
      letters.focused(true);
      Weather.of(house).enter(id, name);
    },
    onBlur: () => {
      offers.close();
      commit(true);
      active.leave(id, name);
      letters.focused(false);
      Weather.of(house).leave(id, name);
    },
    onKeyDown: (event: { key: string; nativeEvent: KeyboardEvent; preventDefault: () => void }) => {
      const plain = !event.nativeEvent.isComposing && !frozen && isTyped(item);
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (plain && by !== 0 && offers.arrow(by, text ?? "")) return event.preventDefault();
      if (plain && event.key === "Enter" && offers.marked) return take(offers.marked);
      if (event.key === "Enter" && !event.nativeEvent.isComposing && item.kind !== "longtext") commit(true);
      if (event.key === "Escape" && !event.nativeEvent.isComposing) {
        put(null);
        setWrong(null);
        base.current = undefined;
      }
    },
    onCompositionStart: () => {
      composing.current = true;
      reading.begins();
    },
    onCompositionUpdate: (event: { data: string }) => reading.shows(event.data),
    onCompositionEnd: (event: { data: string }) => {
      composing.current = false;
      reading.ends(event.data);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => commit(false), REST);
    },
  };
  return (
    <span className="with-say">
      {control(item, shared, frozen)}
      {beside && (
        <span className="beside" data-testid={`beside-${name}`}>
          {beside}
        </span>
      )}
      <OfferList offers={offers} label={item.label} onTake={take} />
      {letters.part}
      {wrong && (
        <span className="wrong" role="alert" id={`${inputId}-say`} data-testid="notice">
          {wrong}
        </span>
      )}
      {past && !wrong && (
        <span className={past.warn ? "warned" : "wrong"} id={`${inputId}-say`}>
          {past.said}
        </span>
      )}
    </span>
  );
}

// biome-ignore lint/suspicious/noExplicitAny: the same attributes for three elements
function control(item: ItemDef, shared: any, frozen: boolean) {
  const choices = item.kind === "bool" ? ["true", "false"] : (item.choices ?? []);
  if (item.kind === "bool" || ((item.kind === "enum" || item.kind === "code") && choices.length > 0)) {
    return (
      <select {...shared} disabled={frozen}>
        <option value="">{""}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceName(item, choice)}
          </option>
        ))}
      </select>
    );
  }
  if (item.kind === "longtext") return <textarea {...shared} rows={2} readOnly={frozen} />;
  const list = item.kind === "enum_multi" ? `${shared.id}-list` : undefined;
  return (
    <>
      <input {...shared} readOnly={frozen} list={list} autoComplete="off" spellCheck={false} inputMode={modeOf(item)} />
      {list && (
        <datalist id={list}>
          {choices.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Whether the field is one line of text, which has offers. */
const isTyped = (item: ItemDef): boolean =>
  item.kind !== "longtext" && item.kind !== "bool" && item.kind !== "enum_multi" && !item.choices?.length;

/** Whether as much is typed as the item takes: then a wrong check digit is said at once. */
const isWhole = (item: ItemDef, typed: string): boolean =>
  (item.checks ?? []).some((check) => check.startsWith("cd:")) && squeeze(typed).length >= item.max_len;

function choiceName(item: ItemDef, choice: string): string {
  if (item.kind === "bool") return choice === "true" ? W.case.yes : W.case.no;
  return item.labels?.[choice] ?? choice;
}

const NUMERIC: ReadonlySet<string> = new Set(["postal", "tel", "digits", "int"]);
const modeOf = (item: ItemDef): "numeric" | undefined => (NUMERIC.has(item.kind) ? "numeric" : undefined);

/** What the field shows while nobody types in it. Choices show by their code, which the select names. */
function shownText(item: ItemDef, value: Value): string {
  if (value === null) return "";
  if (item.kind === "bool") return String(value);
  if (item.kind === "enum" || item.kind === "code" || item.kind === "int") return String(value);
  return showValue(item, value);
}

/** What was typed as the value that the rule admits. */
function raw(item: ItemDef, typed: string): Value {
  if (item.kind === "bool") return typed === "" ? "" : typed === "true";
  if (item.kind === "enum_multi") return typed.split(/[、,\s]+/).filter(Boolean);
  if (item.kind === "int") return typed === "" ? "" : typed;
  return typed;
}
