// 見え方: the draft's questions, walked by hand; the result beside them, as the visitor, the staff or a department has it.

import { useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { api, type WalkAsk } from "../api.ts";
import type { Walked, WalkQuestion } from "../guidance.ts";
import { useAsk, useSheet, useWork } from "../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";
import { WalkAsks } from "./WalkAsks.tsx";
import { WalkResult } from "./WalkResult.tsx";

const words = ADMIN.walk;
const NUMBERS: ReadonlySet<string> = new Set(["days_since_move", "remain_15plus"]);

export function Walk() {
  const sheet = useSheet();
  const { turn } = useWork();
  const { catalog } = useHouseState();
  const [events, setEvents] = useState<string[]>([]);
  const [answers, setAnswers] = useState<Record<string, boolean>>({});
  const [facts, setFacts] = useState<NonNullable<WalkAsk["facts"]>>({});
  const [as, setAs] = useState<string>("visitor");
  const there = new Set((sheet.tables.questions ?? []).map((one) => one.id));
  const kept = Object.fromEntries(Object.entries(answers).filter(([question]) => there.has(question)));
  const ask = { events, answers: kept, facts, as };
  const asked = useAsk(JSON.stringify([ask, turn]), () => api.walk<Walked>(sheet.draft, ask));
  const walked = asked.is === "here" ? asked.value : null;

  const answer = (question: string, yes: boolean | null): void => {
    const { [question]: _, ...others } = answers;
    setAnswers(yes === null ? others : { ...others, [question]: yes });
  };
  const rest = (questions: WalkQuestion[]): void =>
    setAnswers({ ...answers, ...Object.fromEntries(questions.map((one) => [one.question, false])) });

  return (
    <section className="admin-page walk" data-testid="walk">
      <PageHead title={words.title} lead={words.lead} />
      <div className="walk-three">
        <div className="walk-side">
          <As as={as} onAs={setAs} departments={departmentsOf(sheet)} />
          <fieldset className="plain-set">
            <legend className="head">{words.events}</legend>
            {(sheet.tables.events ?? []).map(({ id, row }) => (
              <label className="tick" key={id}>
                <input
                  type="checkbox"
                  data-testid={`walk-${id}`}
                  checked={events.includes(id)}
                  onChange={(event) =>
                    setEvents(event.target.checked ? [...events, id] : events.filter((one) => one !== id))
                  }
                />
                {row.label}
              </label>
            ))}
          </fieldset>
          <Facts facts={facts} onFacts={setFacts} />
        </div>
        {events.length === 0 ? (
          <p className="admin-empty walk-none">{words.choose}</p>
        ) : walked ? (
          <>
            <WalkAsks
              walked={walked}
              visitor={as === "visitor"}
              onAnswer={answer}
              onRest={rest}
              onClear={() => setAnswers({})}
            />
            <WalkResult
              walked={walked}
              visitor={as === "visitor"}
              nameOf={(group) => counterOf(sheet, group) ?? catalog!.groupName("", group)}
            />
          </>
        ) : (
          <Waiting asked={asked}>{() => null}</Waiting>
        )}
      </div>
    </section>
  );
}

function As({ as, departments, onAs }: { as: string; departments: string[]; onAs: (as: string) => void }) {
  const department = departments.includes(as);
  const ways = [
    ["visitor", words.visitor],
    ["staff", words.staff],
  ] as const;
  return (
    <fieldset className="plain-set">
      <legend className="head">{words.as}</legend>
      {ways.map(([one, label]) => (
        <label className="tick" key={one}>
          <input
            type="radio"
            name="walk-as"
            data-testid={`walk-as-${one}`}
            checked={as === one}
            onChange={() => onAs(one)}
          />
          {label}
        </label>
      ))}
      <label className="tick">
        <input
          type="radio"
          name="walk-as"
          data-testid="walk-as-department"
          checked={department}
          onChange={() => onAs(departments[0] ?? "staff")}
        />
        {words.department}
      </label>
      {department && (
        <select
          className="input"
          aria-label={words.which}
          data-testid="walk-department"
          value={as}
          onChange={(event) => onAs(event.target.value)}
        >
          {departments.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

interface FactsProps {
  facts: NonNullable<WalkAsk["facts"]>;
  onFacts: (facts: NonNullable<WalkAsk["facts"]>) => void;
}

/** What a case would know by itself: assumed here. */
function Facts({ facts, onFacts }: FactsProps) {
  const set = (name: string, value: boolean | number | null): void => {
    const { [name]: _, ...others } = facts;
    onFacts(value === null ? others : { ...others, [name]: value });
  };
  const known = Object.keys(facts).length;
  return (
    <details className="walk-facts">
      <summary className="head">
        {words.facts}
        {known > 0 && <span className="sum">{ADMIN.list.count(known, known)}</span>}
      </summary>
      <p className="note">{words.factsLead}</p>
      {Object.entries(ADMIN.facts)
        .filter(([name]) => name !== "ev")
        .map(([name, label]) => (
          <div className="fact" key={name}>
            <label htmlFor={`fact-${name}`}>{label}</label>
            {NUMBERS.has(name) ? (
              <input
                id={`fact-${name}`}
                className="input"
                type="number"
                value={String(facts[name] ?? "")}
                onChange={(event) => set(name, event.target.value === "" ? null : Number(event.target.value))}
              />
            ) : (
              <select
                id={`fact-${name}`}
                className="input"
                value={String(facts[name] ?? "")}
                onChange={(event) => set(name, event.target.value === "" ? null : event.target.value === "true")}
              >
                <option value="">{words.unknown}</option>
                <option value="true">{words.yes}</option>
                <option value="false">{words.no}</option>
              </select>
            )}
          </div>
        ))}
    </details>
  );
}

const departmentsOf = (sheet: ReturnType<typeof useSheet>): string[] => [
  ...new Set((sheet.tables.counters ?? []).map(({ row }) => row.department ?? "").filter(Boolean)),
];

const counterOf = (sheet: ReturnType<typeof useSheet>, group: string): string | undefined =>
  sheet.tables.counters?.find(({ row }) => row.group_id === group)?.row.group_name;
