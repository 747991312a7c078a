import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";

/** 要配慮, before somebody is called: what it is stands in the case. */
export function Care({ row }: { row: Row }) {
  return row.care ? <Tag tone="look">{W.line.care}</Tag> : null;
}
