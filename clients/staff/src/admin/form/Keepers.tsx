import { Band } from "@madoguchi/shared/parts/Band.tsx";
import type { Row } from "../api.ts";
import { useSheet } from "../hooks.ts";
import { ADMIN } from "../words.ts";
import { departmentsOf } from "../writing.ts";

/** Who may write this row: said to everybody, and before all else to whoever may not. */
export function Keepers({ table, row, may }: { table: string; row: Row; may: boolean }) {
  const who = ADMIN.form.keepers(departmentsOf(useSheet(), table, row));
  if (!may) return <Band tone="info" what={ADMIN.form.others} now={who} testId="row-others" />;
  return (
    <p className="note" data-testid="row-keepers">
      {who}
    </p>
  );
}
