import { lastWrite } from "@madoguchi/shared/caseStore.ts";
import { dayOf } from "@madoguchi/shared/clock.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { admitValue, type ItemDef, type Stored, showValue } from "@madoguchi/shared/rules/fields.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { ALONE, LINKS } from "@madoguchi/shared/rules/relationship.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { active } from "../forms/active.ts";
import { useHouse } from "../hooks.ts";
import { keyboard } from "../keyboard.ts";
import { Weather } from "../weather.ts";

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
  const element = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const stood = shownText(item, value);
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
      house.edit(id, { kind: "set", entries: { [name]: stored } }, began);
    }
  }

  function admitted(typed: string, final: boolean): Stored | undefined {
    if (typed.trim() === "") return "";
    if (typed === stood) return final ? ((value ?? "") as Stored) : undefined;
    try {
      return admitValue(item, raw(item, typed), dayOf(house.now()));
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      if (final) {
        const { what, now } = sentence(no.reason);
        setWrong(now ? what + now : what);
      }
      return undefined;
    }
  }

  function change(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>): void {
    const next = event.target.value;
    if (base.current === undefined) {
      const state = house.get().cases[id];
      base.current = state ? lastWrite(state, name) : null;
    }
    put(next === stood ? null : next);
    if (next === stood) base.current = undefined;
    clearTimeout(timer.current);
    if (keyboard.restoring) return;
    if (event.target instanceof HTMLSelectElement) return commit(true);
    if (composing.current) return;
    Weather.of(house).draft(id, name, next);
    timer.current = setTimeout(() => commit(false), REST);
  }

  // What is not committed when the field goes away is committed then.
  const leave = useRef(commit);
  leave.current = commit;
  useEffect(() => () => leave.current(true), []);

  const names = ["input", wrong && "is-wrong", look && "is-look", other && "is-other", frozen && "is-frozen"];
  const shared = {
    id: inputId,
    ref: element,
    "data-entry": "",
    "data-testid": `field-${name}`,
    className: names.filter(Boolean).join(" "),
    value: text ?? (props.draft !== null && !hasFocus() ? props.draft : stood),
    "aria-invalid": wrong !== null,
    "aria-describedby": wrong ? `${inputId}-say` : undefined,
    onChange: change,
    onFocus: () => {
      active.enter(id, name);
      Weather.of(house).enter(id, name);
    },
    onBlur: () => {
      commit(true);
      active.leave(id, name);
      Weather.of(house).leave(id, name);
    },
    onKeyDown: (event: { key: string; nativeEvent: KeyboardEvent }) => {
      if (event.key === "Enter" && !event.nativeEvent.isComposing && item.kind !== "longtext") commit(true);
      if (event.key === "Escape" && !event.nativeEvent.isComposing) {
        put(null);
        setWrong(null);
        base.current = undefined;
      }
    },
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => commit(false), REST);
    },
  };
  return (
    <span className="with-say">
      {control(item, shared, frozen)}
      {wrong && (
        <span className="wrong" role="alert" id={`${inputId}-say`} data-testid="notice">
          {wrong}
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
  const list =
    item.choices_from?.includes("標準1.1.11") || item.kind === "enum_multi" ? `${shared.id}-list` : undefined;
  const suggestions = item.kind === "enum_multi" ? choices : [...ALONE, ...LINKS];
  return (
    <>
      <input {...shared} readOnly={frozen} list={list} autoComplete="off" spellCheck={false} inputMode={modeOf(item)} />
      {list && (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

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
