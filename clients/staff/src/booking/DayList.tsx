import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { spokenDay } from "./days.ts";
import type { Wrong } from "./useAppointments.ts";
import { B } from "./words.ts";

interface ListProps {
  all: Appointment[] | null;
  shown: Appointment[];
  wrong: Wrong | null;
  chosen: Appointment | null;
  typed: string;
  onType: (text: string) => void;
  onChoose: (one: Appointment) => void;
  onEnter: (one: Appointment) => void;
  onBook: () => void;
  onAgain: () => void;
}

/** The appointments by day: narrowed as one types, walked with the arrows; Enter receives who is of today, and opens others. */
export function DayList(props: ListProps) {
  const { shown, chosen, typed } = props;
  const house = useHouse();
  const today = dayOf(house.now());
  const list = useRef<HTMLDivElement>(null);
  const at = chosen ? shown.findIndex((one) => one.visit === chosen.visit) : -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
  }, [chosen?.visit]);

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = shown[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), shown.length - 1)];
      if (next) props.onChoose(next);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      props.onEnter(chosen);
    }
  }

  const days = [...new Set(shown.map((one) => dayOf(one.due)))];
  return (
    <section className="booking-list" aria-label={B.list}>
      <div className="line">
        <input
          className="input grow"
          data-first=""
          data-testid="booking-filter"
          aria-label={B.filter}
          placeholder={B.filter}
          aria-controls="booking-days"
          aria-activedescendant={chosen ? `booking-${chosen.visit}` : undefined}
          autoComplete="off"
          value={typed}
          onChange={(event) => props.onType(event.target.value)}
          onKeyDown={press}
        />
        <Button tone="main" keys="Alt N" testId="booking-new" onPress={props.onBook}>
          {B.book}
        </Button>
      </div>
      <State {...props} />
      <div
        className="booking-days"
        id="booking-days"
        role="listbox"
        aria-label={B.list}
        ref={list}
        hidden={shown.length === 0}
      >
        {days.map((day) => (
          <div key={day} role="group" aria-label={spokenDay(day, today)}>
            <div className="booking-day" aria-hidden="true">
              {spokenDay(day, today)}
              <span className="note">{B.count(shown.filter((one) => dayOf(one.due) === day).length)}</span>
            </div>
            {shown
              .filter((one) => dayOf(one.due) === day)
              .map((one) => (
                <Row key={one.visit} one={one} on={one.visit === chosen?.visit} onPress={() => props.onChoose(one)} />
              ))}
          </div>
        ))}
      </div>
      <p className="note">{B.lead}</p>
    </section>
  );
}

function State({ all, shown, wrong, typed, onAgain }: ListProps) {
  if (wrong) {
    return (
      <div className="wrong line" role="alert" data-testid="booking-wrong">
        <span className="grow">
          {wrong.what}
          {wrong.now}
        </span>
        <Button small tone="plain" onPress={onAgain}>
          {B.again}
        </Button>
      </div>
    );
  }
  if (!all) return <p className="note">{B.loading}</p>;
  if (shown.length > 0) return null;
  return (
    <p data-testid="booking-none">
      <b>{typed.trim() ? B.noneFound : B.none}</b>
      <br />
      <span className="note">{typed.trim() ? B.noneFoundNow : B.noneNow}</span>
    </p>
  );
}

const TONES = { booked: "act", arrived: "kept", cancelled: undefined, missed: "look" } as const;

export function StateTag({ one }: { one: Appointment }) {
  const tone = TONES[one.state];
  return <Tag {...(tone ? { tone } : {})}>{B.states[one.state]}</Tag>;
}

function Row({ one, on, onPress }: { one: Appointment; on: boolean; onPress: () => void }) {
  const { catalog } = useHouseState();
  return (
    <button
      type="button"
      role="option"
      tabIndex={-1}
      id={`booking-${one.visit}`}
      aria-selected={on}
      className={on ? "booking-row is-on" : "booking-row"}
      data-testid={`booking-${one.appointment}`}
      data-state={one.state}
      onClick={onPress}
    >
      <b className="booking-time">{clock(one.due)}</b>
      <span className="cut">
        <b>{one.name || one.kana || B.noName}</b> <span className="note">{one.name ? one.kana : ""}</span>
        <br />
        <span className="note">{catalog!.service(one.office, one.service)}</span>
      </span>
      <span className="booking-end">
        <StateTag one={one} />
        <span className="note">{one.appointment}</span>
      </span>
    </button>
  );
}
