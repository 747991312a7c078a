import type { Why } from "@madoguchi/shared/rules/grammar.ts";
import { useMemo, useRef } from "react";
import { useSheet } from "../hooks.ts";
import { Combo, type Option } from "../parts/Combo.tsx";
import type { Sheet } from "../sheet.ts";
import { ADMIN } from "../words.ts";
import { type FieldProps, fieldId } from "./fieldProps.ts";
import { LongField } from "./plain.tsx";
import { reading } from "./reading.ts";

/** A condition: what is wrong with it stands under its place as one types, and what its names mean under that. */
export function ExpressionField(props: FieldProps) {
  const { column, value, onChange } = props;
  const sheet = useSheet();
  const read = useMemo(() => reading(value), [value]);
  const options = useNames(sheet);
  const labels = useMemo(() => new Map(options.map((one) => [one.value, one.label])), [options]);
  const box = useRef<HTMLDivElement>(null);
  const note = `${fieldId(column.name)}-read`;

  /** At the cursor, with a blank before and after it. */
  const insert = (name: string): void => {
    const field = box.current?.querySelector("textarea");
    const at = field?.selectionStart ?? value.length;
    const [before, after] = [value.slice(0, at), value.slice(field?.selectionEnd ?? at)];
    const gap = before && !/[\s(]$/.test(before) ? " " : "";
    onChange(`${before}${gap}${name}${after && !/^[\s)=!<>.]/.test(after) ? " " : ""}${after}`);
    const place = before.length + gap.length + name.length;
    field?.focus();
    requestAnimationFrame(() => field?.setSelectionRange(place, place));
  };

  return (
    <div className="expression" ref={box}>
      <LongField
        {...props}
        wrong={props.wrong || read.bad !== null}
        describedBy={[props.describedBy, note].filter(Boolean).join(" ")}
      />
      <div id={note} aria-live="polite">
        {read.bad && <BadPlace text={value} bad={read.bad} />}
        {read.names.length > 0 && (
          <dl className="meanings">
            {read.names.map((name) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={labels.has(name) ? undefined : "over"}>{labels.get(name) ?? ADMIN.form.noSuch}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <Combo label={ADMIN.form.insert} placeholder={ADMIN.form.insert} options={options} onPick={insert} />
    </div>
  );
}

/** The text with the mark at the character where it stops making sense. */
function BadPlace({ text, bad }: { text: string; bad: { place: number; why: Why } }) {
  const points = [...text];
  const here = points[bad.place];
  return (
    <div className="bad-place" data-testid="bad-place" data-place={bad.place}>
      <code aria-hidden="true">
        {points.slice(0, bad.place).join("")}
        <mark>{here && here !== "\n" ? here : " "}</mark>
        {points.slice(bad.place + 1).join("")}
      </code>
      <p className="wrong">
        {ADMIN.form.at(bad.place + 1)}: {ADMIN.expression[bad.why]}
      </p>
    </div>
  );
}

/** What a condition may speak of: questions, facts, the life event. */
function useNames(sheet: Sheet): Option[] {
  const { questions } = sheet.tables;
  return useMemo(
    () => [
      ...(questions ?? []).map(({ id, row }) => ({ value: row.q_id ?? id, label: row.text_ja ?? "" })),
      ...Object.entries(ADMIN.facts).map(([value, label]) => ({ value, label })),
    ],
    [questions],
  );
}
