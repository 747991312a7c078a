// 人事異動の予行: what a day brings to people and windows, before it comes.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { type ReactNode, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { useAsk } from "../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { type Listed, type Turn, type TurnPerson, type TurnWindow, usersApi } from "./api.ts";
import { FieldChanges } from "./FieldChanges.tsx";
import { namesOf } from "./grants.ts";
import type { NameOf } from "./said.ts";
import { TurnCopy } from "./TurnCopy.tsx";
import { USERS } from "./words.ts";

const words = USERS.turn;

export function TurnPage({ listed }: { listed: Listed }) {
  const [day, setDay] = useState(listed.plans[0]?.day ?? "");
  return (
    <section className="admin-page" data-testid="turn">
      <PageHead title={USERS.pages.turn} lead={words.lead} />
      <label className="turn-day">
        <span>{words.day}</span>
        <input
          type="date"
          className="input"
          min={listed.today}
          data-testid="turn-day"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      {day ? <Played key={day} day={day} listed={listed} /> : <p className="note">{words.choose}</p>}
    </section>
  );
}

function Played({ day, listed }: { day: string; listed: Listed }) {
  const { catalog } = useHouseState();
  const asked = useAsk(`turn ${day}`, () => usersApi.turn(day));
  const nameOf = namesOf(catalog!.sent, listed);
  const told = (turn: Turn) => <Told turn={turn} nameOf={nameOf} />;
  return (
    <Waiting asked={asked}>
      {(turn) => (
        <>
          {told(turn)}
          <TurnCopy day={day} turn={turn} told={told} />
        </>
      )}
    </Waiting>
  );
}

function Told({ turn, nameOf }: { turn: Turn; nameOf: NameOf }) {
  const { coming, changing, leaving, wrong, windows, ending } = turn;
  const people = coming.length + changing.length + leaving.length;
  if (people + wrong.length + windows.length + ending.length === 0) {
    return (
      <div className="admin-empty" data-testid="turn-nothing">
        <b>{words.nothing}</b>
        <p>{words.nothingNow}</p>
      </div>
    );
  }
  const papers = [...coming, ...changing].filter((one) => one.paper).length;
  return (
    <div className="turn-told" data-testid="turn-told">
      {wrong.length > 0 && (
        <Band tone="danger" what={words.wrong(wrong.length)} now={words.wrongNow} testId="turn-wrong">
          <ul>
            {wrong.map((one) => (
              <li key={`${one.login} ${one.text}`}>
                {one.login} {one.name}　{one.text}
              </li>
            ))}
          </ul>
        </Band>
      )}
      <Band
        tone="info"
        what={words.figures(coming.length, changing.length, leaving.length, papers)}
        testId="turn-sum"
      />
      <People title={words.coming} people={coming} nameOf={nameOf} />
      <People title={words.changing} people={changing} nameOf={nameOf} />
      <People title={words.leaving} people={leaving} nameOf={nameOf} />
      <Table title={words.windows} heads={[words.window, words.before, words.after]} count={windows.length}>
        {windows.map((one) => (
          <tr key={one.window} data-testid={`turn-${one.window}`}>
            <td className="row-id">{one.window}</td>
            <td>{one.before ? seen(one.before) : words.new}</td>
            <td>{one.after ? seen(one.after) : words.gone}</td>
          </tr>
        ))}
      </Table>
      {ending.length > 0 && (
        <Band tone="look" what={words.ending} now={words.endingNow} testId="turn-ending">
          <ul>
            {ending.map((one) => (
              <li key={one.group}>
                {one.department} {one.name}　{words.left(one.open, one.booked)}　{words.heir(one.heir)}
              </li>
            ))}
          </ul>
        </Band>
      )}
    </div>
  );
}

const seen = (one: TurnWindow): string => words.seen(one.number, one.name, one.floor, one.counter);

function People({ title, people, nameOf }: { title: string; people: TurnPerson[]; nameOf: NameOf }) {
  const { login, name, department } = USERS.fields;
  return (
    <Table title={title} heads={[login!, name!, department!, words.what]} count={people.length}>
      {people.map((one) => (
        <tr key={one.login}>
          <td className="row-id">{one.login}</td>
          <td>{one.name}</td>
          <td>{one.department}</td>
          <td>
            {one.paper && <Tag tone="look">{words.paper}</Tag>}
            <FieldChanges fields={one.fields} nameOf={nameOf} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface TableProps {
  title: string;
  heads: string[];
  count: number;
  children: ReactNode;
}

/** Nothing where there is nothing. */
function Table({ title, heads, count, children }: TableProps) {
  if (count === 0) return null;
  return (
    <section>
      <h2 className="small-head">
        {title} <span className="num">{count}</span>
      </h2>
      <table className="table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
