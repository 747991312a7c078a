// Who may write a row of the catalog: administrators each one, an editor those of the own department's counters.
// Only shown here; the server decides (server/work/editors.py).

import type { Row } from "./api.ts";
import type { Sheet } from "./sheet.ts";

const isOf = ({ writes }: Sheet, table: string): boolean => writes.of_departments.includes(table);

/** Whether one may make rows of a table. */
export const mayMake = (sheet: Sheet, table: string): boolean =>
  sheet.writes.groups === null || (isOf(sheet, table) && sheet.writes.groups.length > 0);

/** Whether one may write a row as it is kept. */
export const mayWrite = (sheet: Sheet, table: string, row: Row): boolean =>
  sheet.writes.groups === null || (isOf(sheet, table) && sheet.writes.groups.includes(row.group_id ?? ""));

/** The departments whose editors may write a row, beside the administrators. */
export function departmentsOf(sheet: Sheet, table: string, row: Row): string[] {
  if (!isOf(sheet, table) || !row.group_id) return [];
  const counters = (sheet.tables.counters ?? []).filter((one) => one.row.group_id === row.group_id);
  return [...new Set(counters.map((one) => one.row.department ?? ""))].filter(Boolean);
}
