// The question in hand: its help, its hint for staff, and the two answers with what each would bring.

import { markOf } from "@madoguchi/shared/caseStore.ts";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import type { Asked } from "@madoguchi/shared/rules/guidance.ts";
import { useCase } from "../hooks.ts";
import { answerName, Signs } from "./AskRow.tsx";
import type { Derived } from "./derive.ts";
import { EffectLine } from "./EffectLine.tsx";
import type { Asking } from "./useAsking.ts";
import { useEffects } from "./useEffects.ts";
import { G } from "./words.ts";

interface Props {
  id: string;
  one: Asked;
  asking: Asking;
  derived: Derived;
  /** How many of its group are open. */
  open: number;
}

/** The question in hand: plain help under it, the staff's hint apart, two large answers with what each would bring. */
export function AskCard({ id, one, asking, derived, open }: Props) {
  const { cases } = useCase(id);
  const state = cases[id]!;
  const key = `q.${one.question}`;
  const own = one.by === "asked";
  return (
    <div className="ask-now" data-testid="asking" data-question={one.question} role="group" aria-labelledby="asked">
      <h3 id="asked">
        {one.text} <Signs id={id} one={one} />
        {own && <SaveMark mark={markOf(state, key)} testId={`mark-${key}`} />}
      </h3>
      {one.help && (
        <p className="ask-help" data-testid="ask-help">
          <Icon name="info" small />
          <span>{one.help}</span>
        </p>
      )}
      {one.hint && (
        <p className="ask-hint" data-testid="ask-hint">
          <b>{G.ask.hint}</b> {one.hint}
        </p>
      )}
      <Answers one={one} asking={asking} derived={derived} closed={state.closed} />
      <p className="ask-more">
        {open > 0 && (
          <button type="button" className="btn btn-plain btn-s" data-testid="none" onClick={asking.none}>
            <kbd>X</kbd>
            <span>
              {G.ask.none}
              <small>{G.ask.noneOf(open)}</small>
            </span>
          </button>
        )}
        {one.answer === null && (
          <button type="button" className="link" data-testid="later" onClick={asking.later}>
            {G.ask.later} <kbd>S</kbd>
          </button>
        )}
        {own && (
          <button type="button" className="link" data-testid="withdraw" onClick={asking.withdraw}>
            {one.auto === null ? G.ask.withdraw : G.ask.toAuto} <kbd>Delete</kbd>
          </button>
        )}
      </p>
    </div>
  );
}

interface AnswersProps {
  one: Asked;
  asking: Asking;
  derived: Derived;
  closed: boolean;
}

function Answers({ one, asking, derived, closed }: AnswersProps) {
  const effects = useEffects(derived, one.question);
  const answer = (yes: boolean) => (
    <button
      type="button"
      className={one.answer === yes ? "is-said" : undefined}
      data-testid={yes ? "yes" : "no"}
      aria-pressed={one.answer === yes}
      aria-disabled={closed || undefined}
      title={closed ? G.ask.closed : undefined}
      onClick={() => !closed && asking.answer(yes)}
    >
      <kbd>{yes ? "Y" : "N"}</kbd>
      <b>{answerName(yes)}</b>
      <EffectLine derived={derived} effect={yes ? effects.yes : effects.no} />
    </button>
  );
  return (
    <div className="ask-answers">
      {answer(true)}
      {answer(false)}
    </div>
  );
}
