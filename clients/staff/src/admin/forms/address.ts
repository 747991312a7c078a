// Which form stands, which of its pages, and which of its fields: the last part of the address, "F010", "F010.layout", "F010.12".

export const FORMS = "forms";
const LAYOUT = "layout";

export interface At {
  form: string;
  /** The page with its fields, not what is set of the form. */
  layout: boolean;
  /** A field of it (the id of its row). */
  field: string | null;
}

export function atOf(id: string | null): At | null {
  if (!id) return null;
  const [form = "", part = ""] = id.split(".");
  const field = /^\d+$/.test(part) ? id : null;
  return { form, layout: part === LAYOUT || field !== null, field };
}

export const layoutOf = (form: string): string => `${form}.${LAYOUT}`;

/** Where a row that belongs to a form is edited; null for a row of anything else. */
export function placeOfRow(table: string, id: string): string | null {
  switch (table) {
    case "forms":
      return id;
    case "signatures":
      return id.split(".")[0] ?? null;
    case "layouts":
      return layoutOf(id);
    case "layout_fields":
      return id;
    default:
      return null;
  }
}
