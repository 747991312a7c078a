// One column of a row: label, field, help, what is wrong with it.

import type { Column, Fault, Row } from "../api.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { ADMIN } from "../words.ts";
import { ChoiceField } from "./ChoiceField.tsx";
import { ExpressionField } from "./ExpressionField.tsx";
import { fieldId } from "./fieldProps.ts";
import { ListField } from "./ListField.tsx";
import { BoolField, DateField, LongField, TextField } from "./plain.tsx";
import { reading } from "./reading.ts";

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

interface Props {
  column: Column;
  row: Row;
  faults: Fault[];
  /** It names the row and cannot be changed any more. */
  fixed: boolean;
  /** Whether this is the one of them that says so. */
  saysFixed: boolean;
  onChange: (value: string) => void;
}

export function Field({ column, row, faults, fixed, saysFixed, onChange }: Props) {
  const value = row[column.name] ?? "";
  const Kind = FIELDS[column.kind];
  const help = `${fieldId(column.name)}-help`;
  // What the field itself says of a condition that does not parse is newer than what the checker said of it.
  const told = column.kind === "expression" && reading(value).bad ? faults.filter((one) => one.place == null) : faults;
  const wrong = told.some((one) => one.level === "error");
  const name = (
    <>
      {column.label}
      {column.required && <span className="must">{ADMIN.form.must}</span>}
    </>
  );
  return (
    <div className={`column is-${column.kind}`} data-column={column.name}>
      {fixed || column.kind === "bool" ? (
        <span className="column-name">{name}</span>
      ) : (
        <label htmlFor={fieldId(column.name)}>{name}</label>
      )}
      <div className="column-in">
        {fixed ? (
          <p className="fixed">
            <b>{value || ADMIN.form.unset}</b> {saysFixed && <span className="note">{ADMIN.form.keyFixed}</span>}
          </p>
        ) : (
          <Kind
            column={column}
            row={row}
            value={value}
            describedBy={column.help || told.length ? help : undefined}
            wrong={wrong}
            onChange={onChange}
          />
        )}
        <div id={help}>
          {told.map((one) => (
            <FaultLine key={`${one.place}${one.text}`} fault={one} />
          ))}
          {column.help && !fixed && <p className="note">{column.help}</p>}
        </div>
      </div>
    </div>
  );
}
