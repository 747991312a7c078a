// The items of a form's page in the order of the form: which entries its boxes are made of, each once.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import type { PlacedBox } from "./api.ts";

/** Entries that stand together: of a section of the case, or of one person. */
export interface Group {
  readonly person: string | null;
  /** The case's section, "" for a person's. */
  readonly section: string;
  readonly fields: readonly Place[];
}

/** An entry of the page: an item with its key, or a role that is nobody's yet. */
export interface Place {
  readonly key: string;
  readonly item: ItemDef | null;
  readonly required: boolean;
  readonly missing: boolean;
}

/** What can be typed for a page, in its order; runs of one person's entries, or of one section's, stand together. `may`:
 * whether an item may be entered for its person. */
export function placesOf(
  boxes: readonly PlacedBox[],
  catalog: Catalog,
  may: (item: ItemDef, person: string | null) => boolean = () => true,
): Group[] {
  const places = new Map<string, Place>();
  for (const box of boxes) {
    for (const key of typedKeys(box, catalog)) {
      const item = catalog.item(key) ?? null;
      if (item && !may(item, personOf(key))) continue;
      const known = places.get(key);
      const required = box.required || (known?.required ?? false);
      const missing = (box.missing && key === box.key) || (known?.missing ?? false);
      places.set(key, { key, item, required, missing });
    }
  }
  const groups: { person: string | null; section: string; fields: Place[] }[] = [];
  for (const place of places.values()) {
    const person = personOf(place.key);
    const last = groups.at(-1);
    // A role stands with what it was asked beside.
    const section = person ? "" : place.item ? sectionNamed(catalog, place.item) : (last?.section ?? "");
    if (last && last.person === person && last.section === section) last.fields.push(place);
    else groups.push({ person, section, fields: [place] });
  }
  return groups;
}

const sectionNamed = (catalog: Catalog, item: ItemDef): string =>
  catalog.sent.sections.find((section) => (section.items ?? []).includes(item.key))?.title ?? "";

/** The entries of a box that a clerk types: not what is reckoned or taken from somebody's role. */
export function typedKeys(box: PlacedBox, catalog: Catalog): string[] {
  if (box.key.startsWith("role.")) return [box.key];
  return [...new Set(box.keys)].filter((key) => {
    const item = catalog.item(key);
    return (
      item !== undefined && (item.input ?? "typed") === "typed" && item.kind !== "signature" && item.kind !== "image"
    );
  });
}

/** Whose entry a key is. */
export const personOf = (key: string): string | null => (key.startsWith("p.") ? (key.split(".")[1] ?? null) : null);
