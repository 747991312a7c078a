// Which entries tell where somebody lives or can be reached: the twin of `tells_address` (handoff/visibility.py).

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { Entry } from "@madoguchi/shared/wire.ts";

const KINDS: ReadonlySet<string> = new Set(["address", "postal", "tel"]);
const SCOPES = /^(new_|next_|old_|kaitei_)/;
const ENDS = /(_addr|school_new)$/;

function isAddress(catalog: Catalog, key: string): boolean {
  const name = key.split(".").at(-1) ?? "";
  const item = catalog.item(name);
  return item !== undefined && (KINDS.has(item.kind) || SCOPES.test(name) || ENDS.test(name));
}

/** The entries of a case that tell it, and are masked for this clerk. */
export const hiddenAddresses = (catalog: Catalog, entries: Readonly<Record<string, Entry>>): string[] =>
  Object.keys(entries).filter((key) => entries[key]?.masked && isAddress(catalog, key));
