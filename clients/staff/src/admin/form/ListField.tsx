import { useHouseState } from "../../hooks.ts";
import { useSheet } from "../hooks.ts";
import { joined, parts } from "../kinds.ts";
import { optionsOf } from "../options.ts";
import { Combo } from "../parts/Combo.tsx";
import { ADMIN } from "../words.ts";
import { type FieldProps, fieldId } from "./fieldProps.ts";

const ALL = "*";

/** Several of a list, each to be taken off again; Backspace takes off the last. */
export function ListField({ column, row, value, describedBy, onChange }: FieldProps) {
  const sheet = useSheet();
  const { catalog } = useHouseState();
  const list = parts(value);
  const options = optionsOf(sheet, column, row, catalog!.sent.house);
  const labels = new Map(options.map((one) => [one.value, one.label]));
  const all = column.any && value === ALL;
  return (
    <div className="tokens">
      {column.any && (
        <label className="every">
          <input
            type="checkbox"
            checked={all}
            data-testid={`${fieldId(column.name)}-all`}
            onChange={(event) => onChange(event.target.checked ? ALL : "")}
          />
          {ADMIN.form.every}
        </label>
      )}
      {!all &&
        list.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list may name the same thing twice
          <span className={column.of && !labels.has(one) ? "token is-unknown" : "token"} key={`${one}${index}`}>
            {tokenOf(one, labels.get(one))}
            <button
              type="button"
              aria-label={ADMIN.form.takeOff(one)}
              onClick={() => onChange(joined(list.filter((_, other) => other !== index)))}
            >
              ×
            </button>
          </span>
        ))}
      {!all && (
        <Combo
          id={fieldId(column.name)}
          testId={fieldId(column.name)}
          label={column.label}
          describedBy={describedBy}
          placeholder={ADMIN.form.add}
          options={options.filter((one) => !list.includes(one.value))}
          free={column.free || !column.of}
          onPick={(one) => onChange(joined([...list, one]))}
          onErase={() => onChange(joined(list.slice(0, -1)))}
        />
      )}
    </div>
  );
}

function tokenOf(value: string, label: string | undefined): string {
  return !label || label === value ? value : `${value} ${label}`;
}
