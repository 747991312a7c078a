// What every field of a form is given, and the id by which its label finds it.

import type { Column, Row } from "../api.ts";

export interface FieldProps {
  column: Column;
  row: Row;
  value: string;
  /** The id of what describes the field: its help and faults. */
  describedBy: string | undefined;
  wrong: boolean;
  onChange: (value: string) => void;
}

export const fieldId = (column: string): string => `field-${column}`;
