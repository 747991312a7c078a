import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { counterOf, type House, signOf } from "../city.ts";
import { wallTime } from "../clock.ts";
import { isFigures, words } from "../words.ts";
import { below, type Call, type Calls, lit } from "./calls.ts";

interface ListProps {
  house: House;
  calls: Calls;
  now: number;
  /** So many of the last ones have room. */
  places: number;
}

/** The newest call large, the last ones below it. */
export function CallList({ house, calls, now, places }: ListProps) {
  const { top } = calls;
  return (
    <section className="calls" aria-label={words.hall.title} aria-live="polite">
      {top ? <TopCall house={house} call={top} now={now} /> : <NoCalls />}
      {below(calls, places).map((call) => (
        <div className={lit(call, now) ? "call is-lit" : "call"} key={call.visit} data-testid={`call-${call.number}`}>
          <span className="ticket">{call.number}</span>
          <Icon name="arrow" />
          <To house={house} call={call} />
        </div>
      ))}
    </section>
  );
}

function TopCall({ house, call, now }: { house: House; call: Call; now: number }) {
  const heading = call.pending ? (call.delivery ? words.hall.delivering : words.hall.calling) : words.hall.last;
  return (
    <div
      className={lit(call, now) ? "call call-top is-lit" : "call call-top"}
      key={call.key}
      data-testid={`call-${call.number}`}
      data-lit={lit(call, now)}
    >
      <p>
        {heading} <span lang="en">{call.pending ? words.hall.callingEnglish : words.hall.lastEnglish}</span>
      </p>
      <span className="ticket">{call.number}</span>
      <Icon name="arrow" />
      <To house={house} call={call} large />
    </div>
  );
}

function To({ house, call, large = false }: { house: House; call: Call; large?: boolean }) {
  const sign = signOf(house, call.window);
  const counter = counterOf(house, call.window);
  return (
    <span className="to">
      <span className={isFigures(sign) ? "plate" : "plate is-word"}>{sign}</span>
      <span className="to-name">
        {large ? (isFigures(sign) ? words.hall.window : words.hall.desk) : counter}
        <small>{large ? counter : wallTime(call.at).time}</small>
      </span>
    </span>
  );
}

function NoCalls() {
  return (
    <div className="call call-top is-none">
      <p>{words.hall.noCalls}</p>
      <p className="call-note">{words.hall.noCallsNote}</p>
    </div>
  );
}
