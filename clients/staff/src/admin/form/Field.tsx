import type { Column, Fault, Row } from "../api.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { ADMIN } from "../words.ts";
import { ChoiceField } from "./ChoiceField.tsx";
import { ExpressionField } from "./ExpressionField.tsx";
import { ListField } from "./ListField.tsx";
import { BoolField, DateField, LongField, TextField } from "./plain.tsx";

export interface FieldProps {
  column: Column;
  row: Row;
  value: string;
  /** The id of what describes the field: its help and faults. */
  describedBy: string | undefined;
  wrong: boolean;
  onChange: (value: string) => void;
}

const FIELDS = {
  text: TextField,
  int: TextField,
  long: LongField,
  bool: BoolField,
  list: ListField,
  expression: ExpressionField,
  choice: ChoiceField,
  date: DateField,
} as const;

export const fieldId = (column: string): string => `field-${column}`;

interface Props {
  column: Column;
  row: Row;
  faults: Fault[];
  /** It names the row and cannot be changed any more. */
  fixed: boolean;
  onChange: (value: string) => void;
}

/** One column of a row: label, field, help, what is wrong with it. */
export function Field({ column, row, faults, fixed, onChange }: Props) {
  const value = row[column.name] ?? "";
  const Kind = FIELDS[column.kind];
  const help = `${fieldId(column.name)}-help`;
  const wrong = faults.some((one) => one.level === "error");
  return (
    <div className={`column is-${column.kind}`} data-column={column.name}>
      <label htmlFor={fieldId(column.name)}>
        {column.label}
        {column.required && <span className="must">{ADMIN.form.must}</span>}
      </label>
      <div className="column-in">
        {fixed ? (
          <p className="fixed" id={fieldId(column.name)}>
            <b>{value || ADMIN.form.unset}</b> <span className="note">{ADMIN.form.keyFixed}</span>
          </p>
        ) : (
          <Kind
            column={column}
            row={row}
            value={value}
            describedBy={column.help || faults.length ? help : undefined}
            wrong={wrong}
            onChange={onChange}
          />
        )}
        <div id={help}>
          {faults.map((one) => (
            <FaultLine key={`${one.place}${one.text}`} fault={one} />
          ))}
          {column.help && <p className="note">{column.help}</p>}
        </div>
      </div>
    </div>
  );
}
