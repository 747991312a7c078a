// A column with one value of a list; a value that the list lacks stays and is named.

import { useHouseState } from "../../hooks.ts";
import { useSheet } from "../hooks.ts";
import { optionsOf } from "../options.ts";
import { Combo } from "../parts/Combo.tsx";
import { ADMIN } from "../words.ts";
import { type FieldProps, fieldId } from "./fieldProps.ts";

/** More than this are found by typing. */
const SHORT = 60;

/** A short list is chosen from; a long one is typed into, and so is one where other words are allowed. */
export function ChoiceField({ column, row, value, describedBy, wrong, onChange }: FieldProps) {
  const sheet = useSheet();
  const { catalog } = useHouseState();
  const listed = column.choices?.map(([one, label]) => ({ value: one, label }));
  const options = listed ?? optionsOf(sheet, column, row, catalog!.sent.house);
  const chosen = options.find((one) => one.value === value);
  if (column.free || options.length > SHORT) {
    return (
      <div className="tokens">
        {value && (
          <span className="token">
            {chosen && chosen.label !== value ? `${value} ${chosen.label}` : value}
            <button type="button" aria-label={ADMIN.form.takeOff(value)} onClick={() => onChange("")}>
              ×
            </button>
          </span>
        )}
        <Combo
          id={fieldId(column.name)}
          testId={fieldId(column.name)}
          label={column.label}
          describedBy={describedBy}
          options={options}
          free={column.free ?? false}
          onPick={onChange}
        />
      </div>
    );
  }
  const known = !value || chosen;
  return (
    <select
      id={fieldId(column.name)}
      data-testid={fieldId(column.name)}
      className={wrong ? "input is-wrong" : "input"}
      aria-describedby={describedBy}
      aria-invalid={wrong || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {(!column.required || !value) && <option value="">{ADMIN.form.unset}</option>}
      {!known && <option value={value}>{ADMIN.form.unknown(value)}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label === one.value || listed ? one.label : `${one.value} ${one.label}`}
        </option>
      ))}
    </select>
  );
}
