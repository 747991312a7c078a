import type { Catalog } from "@madoguchi/shared/catalog.ts";

/** The number on the plate of a counter: its first window at this office, or at any. */
export function plateOf(catalog: Catalog, office: string, group: string): string {
  const all = catalog.sent.house.windows.filter((one) => one.group === group);
  return (all.find((one) => one.office === office) ?? all[0])?.number ?? "−";
}
