// 見込み of one line until closing: pictures, and what they say in words. Asked anew each half minute while it is looked at.

import { clock } from "@madoguchi/shared/clock.ts";
import { post } from "@madoguchi/shared/http.ts";
import { useAsk } from "../admin/hooks.ts";
import { Waiting } from "../admin/Waiting.tsx";
import { Curve } from "./Curve.tsx";
import { clockOf, type OutlookSent, points } from "./outlook.ts";
import type { LineState } from "./state.ts";
import { BOARD } from "./words.ts";

const AGAIN_MS = 30_000;

export function Outlook({ line, now }: { line: LineState; now: number }) {
  const turn = Math.floor(now / AGAIN_MS);
  const asked = useAsk(`${line.line} ${turn}`, () => post<OutlookSent>("/api/floor/outlook", { line: line.line }));
  const words = BOARD.outlook;
  return (
    <section className="outlook" data-testid="outlook">
      <h2 className="head">
        {words.title(line.name)}
        {asked.is === "here" && asked.value.state === "known" && <span className="sum">{clock(asked.value.at)}</span>}
      </h2>
      <Waiting asked={asked}>{(sent) => <Rest sent={sent} />}</Waiting>
    </section>
  );
}

function Rest({ sent }: { sent: OutlookSent }) {
  const words = BOARD.outlook;
  if (sent.state === "over") return <p className="note">{words.over}</p>;
  if (sent.state === "learning") {
    const { days, needs } = sent;
    return <p className="note">{days < needs ? words.learning(days, needs) : words.unproven}</p>;
  }
  const { times, people, wait } = sent;
  const said = sentences(sent);
  return (
    <>
      <Curve name={words.people} said={said.closing} all={points(times, people, sent.more_people)} />
      <Curve name={words.wait} said={said.worst} all={points(times, wait, sent.more_wait)} />
      <p className="outlook-key" aria-hidden="true">
        <i className="is-range" />
        {words.range} <i className="is-more" />
        {words.more}
      </p>
      <ul className="outlook-said">
        <li>{said.worst}</li>
        {said.gain && <li>{said.gain}</li>}
        <li>{said.closing}</li>
      </ul>
    </>
  );
}

/** What the pictures say. */
function sentences({ times, people, wait, more_wait, worst, gain, closes }: OutlookSent) {
  const words = BOARD.outlook;
  const [low, half, high] = (wait[worst] ?? []).map((one) => (one === null ? null : Math.round(one)));
  const at = clockOf(times[worst] ?? 0);
  const waiting = Math.round(people[worst]?.[1] ?? 0);
  const [few, middle, many] = (people.at(-1) ?? [0, 0, 0]).map(Math.round);
  const [least, , most] = gain.map(Math.round);
  return {
    worst: half == null ? words.noWindow(at) : words.worst(at, waiting, half, low ?? 0, high ?? null),
    gain: gain.length > 0 ? words.gain(Math.round(more_wait[worst] ?? 0), least ?? 0, most ?? 0) : null,
    closing: words.closing(clockOf(closes), middle ?? 0, few ?? 0, many ?? 0),
  };
}
