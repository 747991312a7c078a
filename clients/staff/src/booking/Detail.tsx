import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { W } from "@madoguchi/shared/words.ts";
import { useHouse, useHouseState } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { StateTag } from "./DayList.tsx";
import { shortDay, spokenWhen } from "./days.ts";
import { B } from "./words.ts";

export type Side = "detail" | "book" | "move" | "cancel";

interface DetailProps {
  one: Appointment | null;
  onArrive: (one: Appointment) => void;
  onPrepare: (one: Appointment) => void;
  onSide: (side: Side) => void;
  onClose: () => void;
}

/** One appointment, and what can be done with it. */
export function Detail({ one, onArrive, onPrepare, onSide, onClose }: DetailProps) {
  const { catalog } = useHouseState();
  const house = useHouse();
  if (!one) {
    return (
      <>
        <div className="booking-empty grow">
          <p>
            <b>{B.choose}</b>
            <br />
            <span className="note">{B.chooseNow}</span>
          </p>
        </div>
        <div className="deeds">
          <span className="grow" />
          <Button tone="plain" keys="Esc" testId="booking-close" onPress={onClose}>
            {W.close}
          </Button>
        </div>
      </>
    );
  }
  const counter = catalog!.counter(one.office, one.group);
  const another = one.state === "booked" && dayOf(one.due) !== dayOf(house.now());
  return (
    <>
      <div className="grow booking-detail" data-testid="booking-detail">
        <p className="line">
          <Ticket no={one.number} />
          <StateTag one={one} />
        </p>
        <h3>
          {one.name || one.kana || B.noName}
          {one.name && <small>{W.san}</small>}
        </h3>
        {one.name && <p className="note">{one.kana}</p>}
        <dl className="booking-facts">
          <div>
            <dt>{B.when}</dt>
            <dd>
              <b>{spokenWhen(one.due)}</b>（{B.minutes(one.minutes)}）
            </dd>
          </div>
          <div>
            <dt>{B.service}</dt>
            <dd>{catalog!.service(one.office, one.service)}</dd>
          </div>
          <div>
            <dt>{B.counter}</dt>
            <dd>
              {counter?.floor} {counter?.label} {counter?.name}
            </dd>
          </div>
          {one.birth && (
            <div>
              <dt>{B.birth}</dt>
              <dd>{show(one.birth)}</dd>
            </div>
          )}
          <div>
            <dt>{B.number}</dt>
            <dd>
              {one.appointment}
              <br />
              <span className="note">{B.by(one.by, `${shortDay(dayOf(one.at))} ${clock(one.at)}`)}</span>
            </dd>
          </div>
        </dl>
        {one.state === "booked" && (
          <p className="line">
            <Button tone="plain" small testId="booking-move" onPress={() => onSide("move")}>
              {B.move}
            </Button>
            <Button tone="plain" small testId="booking-cancel" onPress={() => onSide("cancel")}>
              {B.cancel}
            </Button>
          </p>
        )}
      </div>
      {another && <p className="note">{B.arriveOther(shortDay(dayOf(one.due)))}</p>}
      <div className="deeds">
        {one.state === "booked" && (
          <Button
            tone={another ? "plain" : "main"}
            {...(another ? {} : { keys: "Enter" })}
            testId="booking-arrive"
            onPress={() => onArrive(one)}
          >
            {B.arrive}
          </Button>
        )}
        <Button
          tone={another ? "main" : "plain"}
          {...(another ? { keys: "Enter" } : {})}
          testId="booking-prepare"
          onPress={() => onPrepare(one)}
        >
          {one.state === "booked" ? B.prepare : B.look}
        </Button>
        <span className="grow" />
        <Button tone="plain" keys="Esc" testId="booking-close" onPress={onClose}>
          {W.close}
        </Button>
      </div>
    </>
  );
}
