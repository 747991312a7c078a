// Fields without lists: a text, a long text, a date, yes or no.

import { useLayoutEffect, useRef } from "react";
import { ADMIN } from "../words.ts";
import { type FieldProps, fieldId } from "./fieldProps.ts";

const shared = ({ column, describedBy, wrong }: FieldProps) => ({
  id: fieldId(column.name),
  "data-testid": fieldId(column.name),
  "aria-describedby": describedBy,
  "aria-invalid": wrong || undefined,
  className: wrong ? "input is-wrong" : "input",
  autoComplete: "off",
});

export function TextField(props: FieldProps) {
  const { column, value, onChange } = props;
  return (
    <input
      {...shared(props)}
      type="text"
      inputMode={column.kind === "int" ? "numeric" : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** As tall as what stands in it. */
export function LongField(props: FieldProps) {
  const { value, onChange } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [value]);
  return (
    <textarea {...shared(props)} ref={box} rows={1} value={value} onChange={(event) => onChange(event.target.value)} />
  );
}

export function DateField(props: FieldProps) {
  const { value, onChange } = props;
  return <input {...shared(props)} type="date" value={value} onChange={(event) => onChange(event.target.value)} />;
}

/** Two buttons; arrows as well. */
export function BoolField({ column, value, describedBy, onChange }: FieldProps) {
  const answers = [
    ["1", ADMIN.form.yes],
    ["0", ADMIN.form.no],
  ] as const;
  return (
    <div className="segment" role="radiogroup" aria-label={column.label} aria-describedby={describedBy}>
      {answers.map(([answer, label]) => {
        const on = answer === "1" ? value === "1" : value !== "1";
        return (
          <button
            type="button"
            role="radio"
            key={answer}
            data-testid={`${fieldId(column.name)}-${answer}`}
            aria-checked={on}
            tabIndex={on ? 0 : -1}
            onClick={() => onChange(answer)}
            onKeyDown={(event) => {
              if (!event.key.startsWith("Arrow") || event.altKey) return;
              event.preventDefault();
              onChange(answer === "1" ? "0" : "1");
              const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
              if (other instanceof HTMLElement) other.focus();
            }}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}
