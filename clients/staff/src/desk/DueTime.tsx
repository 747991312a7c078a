// お渡しの目安 of somebody who was received: from when until when, as it was told; how long it has been where nothing was told.

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
  const late = due.to != null && now > due.to;
  const text = due.to == null ? DUE.after(clock(due.low)) : DUE.between(clock(due.low), clock(due.to));
  return (
    <span className={late ? "over" : undefined} title={late ? DUE.late : DUE.told} data-testid={`due-${row.number}`}>
      {late && <Over />} {text}
    </span>
  );
}
