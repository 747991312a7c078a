import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Because, Due, Why } from "@madoguchi/shared/rules/guidance.ts";
import { useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { answerName } from "./AskRow.tsx";
import type { Derived } from "./derive.ts";
import { FACT_WORDS } from "./facts.ts";
import { WhyDialog } from "./WhyDialog.tsx";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
  one: Due;
  onAsk: ((question: string) => void) | undefined;
}

/** なぜ？: the answers, events and hands that brought a procedure, and which single answer would take it away. */
export function WhyBox({ id, derived, one, onAsk }: Props) {
  const { cases } = useCase(id);
  const { catalog } = derived;
  const away = new Map(
    one.why.flatMap((why) => why.takesAway).map((turn) => [`${turn.question} ${turn.answer}`, turn]),
  );
  const papers = catalog.procedure(one.procedure)?.forms.length ?? 0;
  const note = catalog.procedure(one.procedure)?.note ?? "";
  return (
    <div className="why" data-testid={`why-box-${one.procedure}`}>
      <p className="note">{G.result.because}</p>
      <ul>
        {one.why.map((why) => (
          <Reasons key={`${why.event} ${why.byHand}`} derived={derived} why={why} onAsk={onAsk} />
        ))}
      </ul>
      {away.size > 0 && (
        <>
          <p className="note">{G.result.undoneBy}</p>
          <ul>
            {[...away.values()].map(({ question, answer }) => (
              <li key={`${question} ${answer}`}>
                <Linked question={question} onAsk={onAsk}>
                  {G.result.change(catalog.question(question)?.text ?? question, answerName(answer))}
                </Linked>
              </li>
            ))}
          </ul>
        </>
      )}
      {one.due && one.deadline && (
        <p className="note">
          {G.result.deadline} {one.deadline}
        </p>
      )}
      {note && (
        <p className="note">
          {G.result.note} {note}
        </p>
      )}
      {papers > 0 && <p className="note">{G.result.papers(papers)}</p>}
      {!cases[id]!.closed && <TakeOut id={id} derived={derived} one={one} />}
    </div>
  );
}

interface ReasonsProps {
  derived: Derived;
  why: Why;
  onAsk: ((question: string) => void) | undefined;
}

function Reasons({ derived, why, onAsk }: ReasonsProps) {
  const { catalog } = derived;
  if (why.byHand) {
    const reason = [why.reason && catalog.reason(why.reason), why.note].filter(Boolean).join("・");
    return <li>{G.result.hand(reason || "−")}</li>;
  }
  const always = why.because.length === 0;
  return (
    <>
      <li>
        {G.result.event(catalog.event(why.event))}
        {always && `。${G.result.always}`}
      </li>
      {why.because.map((one) => (
        <li key={one.name}>
          {catalog.question(one.name) ? (
            <Linked question={one.name} onAsk={onAsk}>
              {G.result.answered(catalog.question(one.name)!.text, said(one))}
            </Linked>
          ) : (
            G.result.answered(FACT_WORDS[one.name] ?? one.name, said(one))
          )}
        </li>
      ))}
    </>
  );
}

const said = ({ value }: Because): string =>
  typeof value === "boolean" || value === null ? answerName(value) : String(value);

interface LinkedProps {
  question: string;
  onAsk: ((question: string) => void) | undefined;
  children: string;
}

/** A question that one may go to from here, if the questions stand beside. */
function Linked({ question, onAsk, children }: LinkedProps) {
  if (!onAsk) return children;
  return (
    <button type="button" className="why-link" data-testid={`ask-${question}`} onClick={() => onAsk(question)}>
      {children}
    </button>
  );
}

function TakeOut({ id, derived, one }: Omit<Props, "onAsk">) {
  const house = useHouse();
  const [asking, setAsking] = useState(false);
  const procedures = [one.procedure];
  const brought = one.why.some((why) => !why.byHand);
  const takeOut = (reason: string, note: string) => {
    // What only a hand had put there is gone when the hand lets go; what answers bring is taken out by hand.
    if (brought) house.edit(id, { kind: "unchoose", procedures, reason, note });
    else house.edit(id, { kind: "as_answered", procedures });
  };
  return (
    <p className="why-deeds">
      <Button
        small
        tone="plain"
        testId={`remove-${one.procedure}`}
        onPress={() => (brought ? setAsking(true) : takeOut("", ""))}
      >
        {G.result.remove}
      </Button>
      {asking && (
        <WhyDialog
          title={`${one.name} ${G.result.remove}`}
          what={G.result.outLead}
          deed={G.result.remove}
          reasons={derived.catalog.reasons("procedure")}
          onClose={() => setAsking(false)}
          onGo={takeOut}
        />
      )}
    </p>
  );
}
