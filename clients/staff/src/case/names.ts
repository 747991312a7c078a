// Who is in a case, from its entries as they stand on screen.

import type { Value, Values } from "@madoguchi/shared/facts.ts";

export interface Person {
  id: string;
  name: string;
  kana: string;
  order: number;
}

function record(value: Value | undefined): Record<string, unknown> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** The persons in the case, in the order in which they were added; `gone` gives those who were taken out. */
export function personsOf(values: Values, gone = false): Person[] {
  const found: Person[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (!key.startsWith("p.") || key.split(".").length !== 2) continue;
    const said = record(value);
    if (!said || "merged" in said || "removed" in said !== gone) continue;
    const id = key.slice(2);
    const name = text(values[`p.${id}.m_name`]);
    found.push({ id, name, kana: text(values[`p.${id}.m_kana`]), order: Number(said.order ?? 0) });
  }
  return found.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
}
