// 窓口の予定: when each window is open on a day, dragged with the mouse or moved with keys.

import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useState } from "react";
import { useAsk } from "../../admin/hooks.ts";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { useHouse, useHouseState, useNow } from "../../hooks.ts";
import { DayChoice } from "../DayChoice.tsx";
import { FLOOR, PLAN } from "../words.ts";
import { type DayPlan, planApi } from "./api.ts";
import { PlanRow } from "./PlanRow.tsx";
import { clockOf, hoursOf, type Span } from "./spans.ts";
import { usePlan } from "./usePlan.ts";

export function PlanPage() {
  const house = useHouse();
  const [day, setDay] = useState(() => dayOf(house.now()));
  const asked = useAsk(`plan ${day}`, () => planApi.look(day));
  return (
    <section className="admin-page floor-page" data-testid="plan">
      <PageHead title={FLOOR.pages.plan} lead={PLAN.lead} />
      <DayChoice day={day} onChoose={setDay} />
      <Waiting asked={asked}>{(found) => <Day key={found.day} first={found} />}</Waiting>
    </section>
  );
}

function Day({ first }: { first: DayPlan }) {
  const plan = usePlan(first);
  const { me, catalog } = useHouseState();
  const now = useNow(30_000);
  const { day } = plan;
  const past = day.day < dayOf(now);
  const writes = (me?.roles.includes("manager") ?? false) && !past;
  const hours = hoursOf(
    day.opens,
    day.closes,
    day.windows.map((one) => one.spans),
  );
  const before = show(day.before, "wareki", true).replace(/^.*?年/, "");
  return (
    <>
      <div className="plan-tools">
        {!day.open && <b>{PLAN.closedDay}</b>}
        {past ? PLAN.past : !writes && PLAN.readOnly}
        {writes && (
          <Button
            small
            testId="plan-copy"
            because={day.before_has ? null : PLAN.copyNone(before)}
            onPress={() => void plan.copy()}
          >
            {PLAN.copy(before)}
          </Button>
        )}
        {writes && <span className="note grow">{PLAN.keys}</span>}
        <span className="note" role="status" data-testid="plan-state">
          {plan.saving ? PLAN.saving : ""}
        </span>
      </div>
      <div className="plan" data-testid="plan-windows">
        <Scale hours={hours} />
        {day.windows.map((one) => (
          <PlanRow
            key={one.window}
            plan={one}
            number={catalog!.no(one.window)}
            name={nameOf(catalog!, one.window)}
            spans={plan.spansOf(one.window)}
            hours={hours}
            office={[day.opens, day.closes]}
            now={day.day === dayOf(now) ? minutesOf(now) : null}
            onEdit={writes ? (spans, at) => plan.edit(one.window, spans, at) : undefined}
          />
        ))}
      </div>
    </>
  );
}

type Named = { window: (id: string | null | undefined) => { office: string; group: string } | undefined } & {
  groupName: (office: string, group: string) => string | undefined;
};

function nameOf(catalog: Named, window: string): string {
  const at = catalog.window(window);
  return at ? (catalog.groupName(at.office, at.group) ?? "") : "";
}

/** The hours over the rows. */
function Scale({ hours: [first, last] }: { hours: Span }) {
  const hours = Array.from({ length: (last - first) / 60 }, (_, at) => first + at * 60);
  return (
    <div className="plan-scale" aria-hidden="true">
      {hours.map((one) => (
        <span key={one} style={{ left: `${((one - first) / (last - first)) * 100}%` }}>
          {clockOf(one)}
        </span>
      ))}
    </div>
  );
}

function minutesOf(now: number): number {
  const [hour = 0, minute = 0] = clock(now).split(":").map(Number);
  return hour * 60 + minute;
}
