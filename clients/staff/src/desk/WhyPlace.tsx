import { clock } from "@madoguchi/shared/clock.ts";
import { explain } from "@madoguchi/shared/order.ts";
import type { Row } from "@madoguchi/shared/wire.ts";
import { useHouseState } from "../hooks.ts";
import { ORDER } from "./words.ts";

const NAMED = 3;

interface Props {
  row: Row;
  /** All who may be called at this window. */
  rows: readonly Row[];
  now: number;
}

/** Why somebody stands in this place of the line: which rule, and over or under whom. */
export function WhyPlace({ row, rows, now }: Props) {
  const { catalog } = useHouseState();
  const why = explain(rows, row.number, now, catalog!.order(row.office));
  if (!why) return null;
  const parts = [
    why.place === 1 ? ORDER.next : ORDER.place(why.place),
    ORDER.by[why.by](clock(why.since)),
    why.line_first && ORDER.lineFirst,
    why.line_later && ORDER.lineLater,
    why.over.length > 0 && ORDER.over(named(why.over)),
    why.under.length > 0 && ORDER.under(named(why.under)),
    why.due !== null && ORDER.due(clock(why.due)),
  ];
  return (
    <p className="row-why" data-testid={`why-${row.number}`}>
      {parts.filter(Boolean).join("・")}
    </p>
  );
}

function named(numbers: readonly string[]): string {
  const first = numbers.slice(0, NAMED).join("、");
  return numbers.length > NAMED ? ORDER.more(first, numbers.length - NAMED) : first;
}
