import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { clock, lasting, minutesSince } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate, Tag, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { stageName, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { spokenWhen } from "../booking/days.ts";
import { tell } from "../deeds.ts";
import { Care } from "../desk/Care.tsx";
import { useHouse, useHouseState, useNow } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import { personsOf } from "./names.ts";

/** Who this is, how long, and what can be done with the visit. */
export function CaseHead({ id }: { id: string }) {
  const state = useHouseState();
  const now = useNow();
  const row = rowOf(state, id);
  const people = personsOf(shownValues(state.cases[id]!));
  const first = people[0];
  return (
    <div className="casehead" data-testid="case-head">
      {row && <Ticket no={row.number} testId="case-number" />}
      <h1>
        <span className="cut matter">{row && state.catalog!.service(row.office, row.service)}</span>
        <span className="cut">
          <span className="named">{first ? first.name || first.kana || W.case.noName : W.case.noName}</span>
          {first?.name && <small>{W.san}</small>}
          {people.length > 1 && <small>{W.case.others(people.length - 1)}</small>}
        </span>
      </h1>
      {row && <Care row={row} />}
      {row?.urgency === "urgent" && <Tag tone="look">{W.line.urgent}</Tag>}
      {row && (
        <span className="meta">
          {row.due != null && (
            <span>
              {stageName("booked")} <b>{row.stage === "booked" ? spokenWhen(row.due) : clock(row.due)}</b>
            </span>
          )}
          {row.stage !== "booked" && (
            <span>
              {W.line.arrived} <b>{clock(row.arrived)}</b>
            </span>
          )}
          <span className="wide-only" hidden={row.stage === "booked"}>
            {W.line.waited} <b>{minutesSince(row.arrived, now)}</b>
            {W.minute}
          </span>
          {row.from_window && (
            <span>
              <Plate no={state.catalog!.no(row.from_window)} />
              {W.case.from}
            </span>
          )}
          {row.stage === "serving" && (
            <span>
              {W.case.served} <b className="stopwatch">{lasting(row.since, now)}</b>
            </span>
          )}
        </span>
      )}
      <HeadDeeds id={id} />
    </div>
  );
}

function HeadDeeds({ id }: { id: string }) {
  const state = useHouseState();
  const house = useHouse();
  const row = rowOf(state, id);
  const mine = isMine(state, row) && row?.stage === "serving";
  return (
    <span className="line">
      {mine && (
        <>
          <Button tone="plain" small testId="hold" onPress={() => house.set({ overlay: "hold" })}>
            {W.case.hold}
          </Button>
          <Button tone="plain" small testId="finish" onPress={() => house.set({ overlay: "finish" })}>
            {W.case.finish}
          </Button>
          <MoreDeeds id={id} />
        </>
      )}
      {!mine && (
        <Button tone="plain" small testId="close-case" onPress={() => house.show(null)}>
          {W.case.leave}
        </Button>
      )}
    </span>
  );
}

function MoreDeeds({ id }: { id: string }) {
  const state = useHouseState();
  const house = useHouse();
  const [open, setOpen] = useState(false);
  const row = rowOf(state, id)!;
  const deeds: [string, string, () => void][] = [
    ["process", W.case.process, () => void tell(house, { kind: "process", visit: row.visit })],
    ["ready", W.case.ready, () => void tell(house, { kind: "ready", visit: row.visit })],
    ["transfer", W.case.transfer, () => house.set({ overlay: "transfer" })],
    ["give-back", W.case.giveBack, () => house.set({ overlay: "giveBack" })],
  ];
  return (
    <span className="menu-box">
      <Button tone="plain" small testId="more" onPress={() => setOpen(!open)}>
        {W.case.more}
      </Button>
      {open && (
        <div className="menu" role="menu">
          {deeds.map(([name, label, deed]) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              data-testid={name}
              onClick={() => {
                setOpen(false);
                deed();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
