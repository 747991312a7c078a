import { dayOf } from "@madoguchi/shared/clock.ts";
import { No } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useHouse } from "../hooks.ts";
import { type DayOfPlaces, places } from "./api.ts";
import { plus, shortDay } from "./days.ts";
import type { Wrong } from "./useAppointments.ts";
import { B } from "./words.ts";

export interface When {
  day: string;
  time: string;
}

interface PlacesProps {
  service: string;
  when: When | null;
  /** Counts up when what is free may have changed. */
  asked: number;
  onChoose: (when: When) => void;
}

const WEEK = 7;

/** A week of free places: days beside each other, times under each other; the arrows go from one to the next. */
export function Places({ service, when, asked, onChoose }: PlacesProps) {
  const house = useHouse();
  const today = dayOf(house.now());
  const [first, setFirst] = useState(today);
  const [days, setDays] = useState<DayOfPlaces[] | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says when to read again
  useEffect(() => {
    let here = true;
    places(service, first, plus(first, WEEK - 1))
      .then((found) => {
        if (!here) return;
        setDays(found);
        setWrong(null);
      })
      .catch((no) => here && setWrong(no instanceof No ? sentence(no.reason) : { what: B.cut, now: B.cutNow }));
    return () => {
      here = false;
    };
  }, [service, first, asked]);

  const times = [...new Set((days ?? []).flatMap((day) => day.places.map((place) => place.time)))].sort();
  return (
    <div className="booking-places" data-testid="booking-places">
      <div className="line">
        <b className="grow">
          {shortDay(first)} 〜 {shortDay(plus(first, WEEK - 1))}
        </b>
        <Button
          small
          tone="plain"
          testId="places-earlier"
          because={first === today ? B.over : null}
          onPress={() => setFirst(later(plus(first, -WEEK), today))}
        >
          {B.earlier}
        </Button>
        <Button small tone="plain" testId="places-later" onPress={() => setFirst(plus(first, WEEK))}>
          {B.later}
        </Button>
      </div>
      {wrong && (
        <p className="wrong" role="alert">
          {wrong.what}
          {wrong.now}
        </p>
      )}
      {!days && !wrong && <p className="note">{B.noPlaces}</p>}
      {days && (
        <table onKeyDown={walk}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{B.when}</span>
              </th>
              {days.map((day) => (
                <th key={day.day} scope="col" className={day.open ? "" : "is-closed"}>
                  {Number(day.day.slice(5, 7))}/{Number(day.day.slice(8))}
                  <br />
                  {shortDay(day.day).replace(/^.*\(|\)$/g, "")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(times.length > 0 ? times : [""]).map((time) => (
              <tr key={time}>
                <th scope="row">{time.replace(/^0/, "")}</th>
                {days.map((day) => (
                  <td key={day.day}>
                    <Place day={day} time={time} when={when} onChoose={onChoose} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Place({
  day,
  time,
  when,
  onChoose,
}: { day: DayOfPlaces; time: string } & Pick<PlacesProps, "when" | "onChoose">) {
  const place = day.places.find((one) => one.time === time);
  if (!day.open) return <span className="booking-off">{B.closed}</span>;
  if (!place) return <span className="booking-off">{B.over}</span>;
  if (place.left === 0) return <span className="booking-off">{B.full}</span>;
  const on = when?.day === day.day && when.time === time;
  return (
    <button
      type="button"
      className={on ? "booking-place is-on" : "booking-place"}
      aria-pressed={on}
      aria-label={`${shortDay(day.day)} ${time}`}
      data-testid={`place-${day.day}-${time}`}
      onClick={() => onChoose({ day: day.day, time })}
    >
      {place.left > 1 ? B.left(place.left) : "○"}
    </button>
  );
}

const later = (one: string, other: string): string => (one.localeCompare(other) > 0 ? one : other);

/** The arrows: to the next free place in that direction. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = (event.target as HTMLElement).closest("td");
  const row = cell?.parentElement as HTMLTableRowElement | null | undefined;
  if (!step || !cell || !row) return;
  event.preventDefault();
  const rows = [...event.currentTarget.tBodies[0]!.rows];
  let [down, right] = [rows.indexOf(row), cell.cellIndex];
  for (;;) {
    down += step[0]!;
    right += step[1]!;
    const next = rows[down]?.cells[right];
    if (!next) return;
    const button = next.querySelector("button");
    if (button) return button.focus();
  }
}
