import { dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { servicesFor } from "../number/services.ts";
import type { ReserveQuestion } from "../question.ts";
import { claim, dismissQuestion } from "../scanning.ts";
import "./reserve.css";

/** What stands on a number that was given out without power: when the visitor came, and what for. */
export function ReserveArrival({ question }: { question: ReserveQuestion }) {
  const house = useHouse();
  const { catalog, me } = useHouseState();
  const [day, setDay] = useState(dayOf(house.now()));
  const [time, setTime] = useState("");
  const [service, setService] = useState("");
  const [going, setGoing] = useState(false);
  const services = catalog && me ? servicesFor(catalog.sent, me.office, "") : [];
  const arrived = time ? Date.parse(`${day}T${time}:00+09:00`) : Number.NaN;
  const because = going
    ? W.why.busy
    : !Number.isFinite(arrived)
      ? W.scan.reserveWhen
      : arrived > house.now()
        ? W.scan.reserveFuture
        : service
          ? null
          : W.scan.reserveWhat;
  async function go(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (because) return;
    setGoing(true);
    await claim(house, { ...question.claim, arrived, service });
    setGoing(false);
  }
  return (
    <form className="reserve-arrival" onSubmit={(event) => void go(event)}>
      <div className="line">
        <label>
          <span className="note">{W.scan.reserveTime}</span>
          <input
            className="input"
            type="time"
            data-first=""
            data-testid="reserve-time"
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
        </label>
        <label>
          <span className="note">{W.scan.reserveDay}</span>
          <input
            className="input"
            type="date"
            data-testid="reserve-day"
            max={dayOf(house.now())}
            value={day}
            onChange={(event) => event.target.value && setDay(event.target.value)}
          />
        </label>
        <label>
          <span className="note">{W.scan.reserveService}</span>
          <select
            className="input"
            data-testid="reserve-service"
            value={service}
            onChange={(event) => setService(event.target.value)}
          >
            <option value="">{W.scan.reserveChoose}</option>
            {services.map((one) => (
              <option key={one.service} value={one.service}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Wrong says={question.wrong} />
      <div className="deeds">
        <Button tone="main" keys="Enter" testId="reserve-go" because={because} onPress={() => void go()}>
          {W.scan.reserveGo}
        </Button>
        <input type="submit" hidden value={W.scan.reserveGo} />
        <Button tone="plain" keys="Esc" onPress={() => dismissQuestion(house)}>
          {W.stop}
        </Button>
      </div>
    </form>
  );
}
