import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import type { Walked, WalkQuestion } from "../guidance.ts";
import { ADMIN } from "../words.ts";

const words = ADMIN.walk;

interface Props {
  walked: Walked;
  visitor: boolean;
  onAnswer: (question: string, yes: boolean | null) => void;
  onRest: (questions: WalkQuestion[]) => void;
  onClear: () => void;
}

/** The questions that are asked now, by group. */
export function WalkAsks({ walked, visitor, onAnswer, onRest, onClear }: Props) {
  const open = walked.questions.filter((one) => one.answer === null);
  const groups = [...new Set(walked.questions.map((one) => one.group))];
  return (
    <section className={visitor ? "walk-asks is-visitor" : "walk-asks"} aria-label={words.questions}>
      <h2 className="head">
        {words.questions}
        <span className="sum" data-testid="walk-progress">
          {words.progress(...walked.progress)}
        </span>
      </h2>
      <div className="deeds">
        <Button small testId="walk-rest" because={open.length ? null : words.noQuestions} onPress={() => onRest(open)}>
          {words.rest}
        </Button>
        <Button tone="plain" small onPress={onClear}>
          {words.clear}
        </Button>
      </div>
      {walked.questions.length === 0 && <p className="note">{words.noQuestions}</p>}
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul>
            {walked.questions
              .filter((one) => one.group === group)
              .map((one) => (
                <Asking key={one.question} one={one} onAnswer={onAnswer} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Asking({ one, onAnswer }: { one: WalkQuestion } & Pick<Props, "onAnswer">) {
  const auto = one.by === "auto";
  const button = (yes: boolean, label: string) => (
    <button
      type="button"
      aria-pressed={one.answer === yes}
      data-testid={`walk-${one.question}-${yes ? "yes" : "no"}`}
      onClick={() => onAnswer(one.question, one.answer === yes && !auto ? null : yes)}
    >
      {label}
    </button>
  );
  return (
    <li className={`walk-question is-level-${one.level}`} data-testid={`walk-question-${one.question}`}>
      <p>
        {one.text}
        {one.staff_only && <Tag>{ADMIN.list.staffOnly}</Tag>}
        {auto && <Tag tone="act">{words.auto}</Tag>}
      </p>
      <div className="segment" role="group" aria-label={one.text}>
        {button(true, words.yes)}
        {button(false, words.no)}
      </div>
      {one.help && <p className="note">{one.help}</p>}
      {one.hint && <p className="note hint">{one.hint}</p>}
    </li>
  );
}
