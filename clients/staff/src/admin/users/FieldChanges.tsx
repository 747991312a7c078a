import { type NameOf, said } from "./said.ts";
import { USERS } from "./words.ts";

/** What becomes of an account, field by field. */
export function FieldChanges({ fields, nameOf }: { fields: Record<string, [unknown, unknown]>; nameOf?: NameOf }) {
  return Object.entries(fields).map(([field, [before, after]]) => (
    <p key={field}>
      {USERS.fields[field] ?? field}: <del>{said(field, before, nameOf)}</del> <ins>{said(field, after, nameOf)}</ins>
    </p>
  ));
}
