// Some columns of a row, as a form's parts and settings show them.

import type { Column, Row } from "../api.ts";
import { Field } from "../form/Field.tsx";
import { useDrafting, useSheet } from "../hooks.ts";
import { editOf, faultsOf, rowOf } from "../sheet.ts";

interface Props {
  table: string;
  id: string;
  /** Which columns, in this order; all but the names of the row when none are given. */
  columns?: readonly string[];
  /** What is typed; by itself it goes into the row. */
  onChange?: (column: string, value: string) => void;
  /** A column as it is here: another kind of field, other choices. */
  as?: (column: Column, row: Row) => Column;
  /** What an empty column means: it is shown so, and kept empty until somebody chooses. */
  meant?: Row;
}

export function RowFields({ table, id, columns, onChange, as, meant }: Props) {
  const drafting = useDrafting();
  const sheet = useSheet();
  const row = rowOf(sheet, table, id);
  const known = sheet.columns[table] ?? [];
  if (!row) return null;
  const shown = columns ? columns.flatMap((name) => known.find((one) => one.name === name) ?? []) : known;
  const seen = meant ? filledIn(row, meant) : row;
  const faults = faultsOf(sheet, table, id);
  const isNew = editOf(sheet, table, id)?.ground === null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears of the IME and of the fields' way out
    <div
      className="columns"
      onCompositionStart={() => {
        drafting.composing = true;
      }}
      onCompositionEnd={() => {
        drafting.composing = false;
      }}
      onBlur={() => drafting.flush()}
    >
      {shown.map((column) => (
        <Field
          key={column.name}
          column={as ? as(column, row) : column}
          row={seen}
          faults={faults.filter((one) => one.column === column.name)}
          fixed={Boolean(column.key) && !isNew}
          saysFixed={false}
          onChange={(value) =>
            onChange ? onChange(column.name, value) : drafting.type(table, id, { [column.name]: value })
          }
        />
      ))}
    </div>
  );
}

function filledIn(row: Row, meant: Row): Row {
  const empty = Object.entries(meant).filter(([name]) => !row[name]);
  return { ...row, ...Object.fromEntries(empty) };
}
