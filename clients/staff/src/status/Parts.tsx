import { clock } from "@madoguchi/shared/clock.ts";
import { reasonOf } from "@madoguchi/shared/http.ts";
import { Lamp } from "@madoguchi/shared/parts/signs.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type FormEvent, useId, useState } from "react";
import { type Part, type Status, tell } from "./api.ts";
import { isWhole, type Seen, stops } from "./facts.ts";
import { since, what } from "./say.ts";
import { STATUS } from "./words.ts";

interface PartsProps {
  all: readonly Seen[];
  status: Status | null;
  now: number;
  onStatus: (status: Status) => void;
}

/** One line for each part; what is broken says more. */
export function Parts(props: PartsProps) {
  return (
    <ul className="status-parts">
      {props.all.map((one) => (
        <li key={one.part} data-testid={`status-${one.part}`} data-state={one.state}>
          <span className="status-name">{STATUS.parts[one.part]}</span>
          <Lamp state={one.state === "stands" ? "on" : one.state === "broken" && stops(one) ? "off" : "look"}>
            {one.state === "broken" && !stops(one) ? what(one, props.status) : STATUS.states[one.state]}
          </Lamp>
          {one.state === "broken" && <Broken one={one} {...props} />}
        </li>
      ))}
    </ul>
  );
}

function Broken({ one, status, now, onStatus }: PartsProps & { one: Seen }) {
  const work = STATUS.works[one.part];
  const noted = status?.outages.some((outage) => outage.part === one.part && outage.until === null);
  return (
    <div className="status-more">
      {one.since !== null && stops(one) && <b>{since(one.since, now)}</b>}
      {work && (
        <dl>
          <dt>{STATUS.can}</dt>
          <dd>{work.can}</dd>
          <dt>{STATUS.cannot}</dt>
          <dd>{work.cannot}</dd>
        </dl>
      )}
      {one.told.map((told) => (
        <p key={told.at}>
          {STATUS.tell}: {STATUS.told(clock(told.at), told.whom, told.by)}
        </p>
      ))}
      {one.part !== "line" && one.part !== "boards" && noted && status && isWhole(status) && (
        <Tell part={one.part} contacts={status.contacts} onStatus={onStatus} />
      )}
      {stops(one) && !(noted && status && isWhole(status)) && <p className="note">{STATUS.toldLater}</p>}
    </div>
  );
}

function Tell({ part, contacts, onStatus }: { part: Part; contacts: string[]; onStatus: (status: Status) => void }) {
  const [whom, setWhom] = useState("");
  const [wrong, setWrong] = useState("");
  const list = useId();
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong("");
    try {
      onStatus(await tell(part, whom));
      setWhom("");
    } catch (no) {
      setWrong(sentence(reasonOf(no)).what);
    }
  }
  return (
    <form className="line" onSubmit={(event) => void submit(event)}>
      <input
        className="input"
        list={list}
        aria-label={STATUS.whom}
        placeholder={STATUS.whom}
        maxLength={60}
        autoComplete="off"
        data-testid={`status-whom-${part}`}
        value={whom}
        onChange={(event) => setWhom(event.target.value)}
      />
      <datalist id={list}>
        {contacts.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="submit" className="btn btn-s" data-testid={`status-tell-${part}`}>
        {STATUS.tell}
      </button>
      {wrong && (
        <span className="wrong" role="alert">
          {wrong}
        </span>
      )}
    </form>
  );
}
