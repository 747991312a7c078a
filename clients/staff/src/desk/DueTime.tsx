// お渡しの目安 of somebody who was received: until when, as it was told; how long it has been where nothing was told.

import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { Over } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { useHouseState } from "../hooks.ts";
import { DUE } from "./words.ts";

export function DueTime({ row, now }: { row: Row; now: number }) {
  const { dues } = useHouseState();
  const due = dues.find((one) => one.visit === row.visit);
  if (due?.low == null) return `${minutesSince(row.since, now)}${W.minute}`;
  const from = clock(due.low);
  const to = due.to == null ? "" : clock(due.to);
  const late = due.to != null && now > due.to;
  const said = late ? DUE.late(from, to) : DUE.told(from, to);
  return (
    <span className={late ? "over" : undefined} title={said} data-testid={`due-${row.number}`}>
      {late && <Over />} {to ? DUE.until(to) : DUE.after(from)}
    </span>
  );
}
