// Which entries tell where somebody lives or can be reached: the twin of `tells_address` (handoff/visibility.py).

import type { Catalog } from "@madoguchi/shared/catalog.ts";

const KINDS: ReadonlySet<string> = new Set(["address", "postal", "tel"]);
const SCOPES = /^(new_|next_|old_|kaitei_)/;
const ENDS = /(_addr|school_new)$/;

export function isAddress(catalog: Catalog, key: string): boolean {
  const name = key.split(".").at(-1) ?? "";
  const item = catalog.item(name);
  return item !== undefined && (KINDS.has(item.kind) || SCOPES.test(name) || ENDS.test(name));
}
