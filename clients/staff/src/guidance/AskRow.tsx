import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { Asked } from "@madoguchi/shared/rules/guidance.ts";
import { useCase } from "../hooks.ts";
import type { Asking } from "./useAsking.ts";
import { G } from "./words.ts";

interface Props {
  id: string;
  one: Asked;
  letter: string | undefined;
  asking: Asking;
}

export const answerName = (answer: boolean | null): string => (answer === null ? G.ask.open : answer ? G.yes : G.no);

/** A question that is not in hand: its answer, or one letter that says yes to it. A click takes it in hand. */
export function AskRow({ id, one, letter, asking }: Props) {
  const state = one.answer === null ? "open" : one.answer ? "yes" : "no";
  return (
    <li className={`ask-row is-${state}`} data-testid={`question-${one.question}`} data-state={state} data-by={one.by}>
      <button
        type="button"
        className="ask-jump"
        style={{ paddingInlineStart: `${4 + (one.level - 1) * 14}px` }}
        onClick={() => asking.go(one.question)}
      >
        {one.answer === null ? <i className="ask-dot" /> : <Icon name={one.answer ? "check" : "cross"} small />}
        <span className="ask-text">{one.text}</span>
        <Signs id={id} one={one} />
        <b className={one.answer === null ? "unseen" : "ask-said"}>{answerName(one.answer)}</b>
      </button>
      {letter && (
        <button
          type="button"
          className="ask-yes"
          data-testid={`yes-${one.question}`}
          onClick={() => asking.answer(true, one.question)}
        >
          <kbd>{letter.toUpperCase()}</kbd>
          {G.yes}
          <span className="unseen">{one.text}</span>
        </button>
      )}
    </li>
  );
}

/** Who answered, and who may see it. */
export function Signs({ id, one }: { id: string; one: Asked }) {
  const { cases } = useCase(id);
  const visitor = one.by === "asked" && cases[id]!.entries[`q.${one.question}`]?.source === "visitor";
  return (
    <>
      {one.staffOnly && <Tag tone="person">{G.ask.staffOnly}</Tag>}
      {one.by === "auto" && <Tag>{G.ask.automatic}</Tag>}
      {one.overruled && <Tag tone="look">{G.ask.automaticWas(answerName(one.auto))}</Tag>}
      {visitor && <Tag tone="act">{G.ask.visitor}</Tag>}
    </>
  );
}
