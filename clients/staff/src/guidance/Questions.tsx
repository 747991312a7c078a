// All questions of the visit's events on one screen, one of them in hand.

import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import { useEffect, useRef } from "react";
import { useCase, useKeys } from "../hooks.ts";
import { AskCard } from "./AskCard.tsx";
import { AskRow } from "./AskRow.tsx";
import type { Derived } from "./derive.ts";
import { EventBar } from "./EventBar.tsx";
import { Progress } from "./Progress.tsx";
import type { Asking } from "./useAsking.ts";
import { type AskGroup, groupsOf, lettersOf } from "./walk.ts";
import { G } from "./words.ts";

/** So many questions stand on one screen without scrolling, each in one line. */
const FEW = 12;

interface Props {
  id: string;
  asking: Asking;
  derived: Derived;
}

/** All questions of the events, in groups, on one screen. One key answers the one in hand; any other is one click away. */
export function Questions({ id, asking, derived }: Props) {
  const { cases } = useCase(id);
  const { questions } = derived.guidance;
  const { active } = asking;
  const closed = cases[id]!.closed;
  const letters = closed ? new Map<string, string>() : lettersOf(questions, active);
  useAnswerKeys(asking, letters, closed);
  const groups = groupsOf(questions);
  const inHand = questions.find((one) => one.question === active);
  return (
    <section className="ask" aria-label={G.ask.questions} data-testid="questions">
      <EventBar id={id} derived={derived} />
      <Progress derived={derived} groups={groups} inHand={inHand?.group ?? null} onGo={asking.go} />
      <div className={questions.length <= FEW ? "ask-list is-short" : "ask-list"} data-testid="ask-list">
        {groups.map((group) => (
          <Group key={group.name} id={id} group={group} asking={asking} derived={derived} letters={letters} />
        ))}
      </div>
      {!active && <AllAsked none={questions.length === 0} noEvent={derived.known.events.length === 0} />}
      <div className="ask-foot">
        {G.ask.keys.map(([keys, deed]) => (
          <span key={keys}>
            <Keys of={keys} /> {deed}
          </span>
        ))}
      </div>
      <p className="unseen" role="status">
        {inHand?.text}
      </p>
    </section>
  );
}

function useAnswerKeys(asking: Asking, letters: Map<string, string>, closed: boolean): void {
  const direct = [...letters].map(([question, letter]) => [letter, () => asking.answer(true, question)]);
  const answers = {
    y: () => asking.answer(true),
    n: () => asking.answer(false),
    x: asking.none,
    s: asking.later,
    Backspace: asking.back,
    Delete: asking.withdraw,
    ...Object.fromEntries(direct),
  };
  useKeys({ ArrowDown: () => asking.step(1), ArrowUp: () => asking.step(-1), ...(closed ? {} : answers) }, true);
}

interface GroupProps extends Props {
  group: AskGroup;
  letters: Map<string, string>;
}

function Group({ id, group, asking, derived, letters }: GroupProps) {
  const done = group.answered === group.asked.length;
  const open = group.asked.length - group.answered;
  return (
    <section className="ask-group" aria-label={G.ask.group(group.name, group.answered, group.asked.length)}>
      <h2 className={done ? "ask-head is-done" : "ask-head"}>
        {done && <Icon name="check" small />}
        <span>{group.name}</span>
        <span className="note">
          {group.answered}/{group.asked.length}
        </span>
      </h2>
      <ol>
        {group.asked.map((one) =>
          one.question === asking.active ? (
            <InHand key={one.question}>
              <AskCard id={id} one={one} asking={asking} derived={derived} open={open} />
            </InHand>
          ) : (
            <AskRow key={one.question} id={id} one={one} letter={letters.get(one.question)} asking={asking} />
          ),
        )}
      </ol>
    </section>
  );
}

/** What is in hand stays in sight. */
function InHand({ children }: { children: React.ReactNode }) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    item.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <li ref={item} className="ask-now-at">
      {children}
    </li>
  );
}

function AllAsked({ none, noEvent }: { none: boolean; noEvent: boolean }) {
  const [what, now] = noEvent ? [G.events.none, ""] : none ? [G.ask.noQuestions, ""] : [G.ask.all, G.ask.allNow];
  return (
    <div className="ask-all" data-testid="all-asked" data-all={!none}>
      <Icon name={none ? "info" : "check"} />
      <span>
        <b>{what}</b>
        <br />
        <span className="note">{now}</span>
      </span>
    </div>
  );
}
