// The visitor's questions: one at a time, two large buttons. What was pressed goes to the server; the next question is what
// the server asks then.

import type { Link } from "@madoguchi/shared/link.ts";
import type { Asking } from "@madoguchi/shared/wire.ts";
import { Plain, parts } from "../Plain.tsx";
import { words } from "../words.ts";
import { placeOf } from "./asking.ts";
import { Sign } from "./Sign.tsx";
import { useAsking } from "./useAsking.ts";

/** A longer question is set smaller; the letters of its help count half, readings not at all. */
const LONG = 70;

interface Props {
  turn: string;
  questions: readonly Asking[];
  link: Link | null;
  city: string;
  number: string | null;
  up: boolean;
}

export function Questions({ turn, questions, link, city, number, up }: Props) {
  const { where, settled, press, tell } = useAsking(turn, questions, link);
  const place = placeOf(where, questions);
  const one = questions[place];
  return (
    <div className="tablet visitor asking" data-testid="tablet-questions">
      <header className="asking-head">
        <span className="asking-city">{city}</span>
        {number !== null && <span className="ticket">{number}</span>}
        {one && <Progress place={place + 1} all={questions.length} />}
      </header>
      <main>
        {one ? (
          <Question
            key={one.question}
            one={one}
            pressed={where.pressed}
            still={!up || !settled || where.pressed !== null}
            onPress={(yes) => void press(one, yes)}
          />
        ) : (
          <Thanks />
        )}
      </main>
      <footer className="asking-foot">
        {place > 0 && (
          <button type="button" className="big" onClick={() => tell({ what: "back", questions })}>
            <Sign is="back" />
            <span>
              <Plain text={one ? words.tablet.before : words.tablet.mend} />
            </span>
          </button>
        )}
        <p className="asking-note" role="status">
          {where.note && <Plain text={words.tablet[where.note]} />}
        </p>
        {one && (one.answer ?? null) !== null && (
          <button type="button" className="big" onClick={() => tell({ what: "next", questions })}>
            <span>
              <Plain text={place + 1 < questions.length ? words.tablet.next : words.tablet.end} />
            </span>
          </button>
        )}
      </footer>
    </div>
  );
}

function Progress({ place, all }: { place: number; all: number }) {
  return (
    <div className="asking-progress">
      <span data-testid="tablet-place">
        <Plain text={words.tablet.of(place, all)} />
      </span>
      <span className="asking-bar" aria-hidden="true">
        <i style={{ inlineSize: `${(100 * place) / all}%` }} />
      </span>
    </div>
  );
}

interface QuestionProps {
  one: Asking;
  pressed: boolean | null;
  still: boolean;
  onPress: (yes: boolean) => void;
}

function Question({ one, pressed, still, onPress }: QuestionProps) {
  const answer = pressed ?? one.answer ?? null;
  return (
    <div className={letters(one.text) + letters(one.help ?? "") / 2 > LONG ? "question is-long" : "question"}>
      <div className="question-words">
        <h1 aria-live="polite" data-testid="tablet-question">
          <Plain text={one.text} />
        </h1>
        {one.help && (
          <p>
            <Plain text={one.help} />
          </p>
        )}
      </div>
      <div className="yes-no">
        <button
          type="button"
          aria-pressed={answer === true}
          aria-disabled={still}
          onClick={() => still || onPress(true)}
        >
          <Sign is="yes" />
          {words.tablet.yes}
        </button>
        <button
          type="button"
          aria-pressed={answer === false}
          aria-disabled={still}
          onClick={() => still || onPress(false)}
        >
          <Sign is="no" />
          {words.tablet.no}
        </button>
      </div>
    </div>
  );
}

function letters(sentence: string): number {
  return parts(sentence).reduce((sum, part) => sum + part.text.length, 0);
}

function Thanks() {
  return (
    <div className="hello" data-testid="tablet-thanks">
      <h1>
        <Plain text={words.tablet.thanks} />
      </h1>
      <p>
        <Plain text={words.tablet.thanksNote} />
        <span lang="en">{words.tablet.thanksEnglish}</span>
      </p>
    </div>
  );
}
