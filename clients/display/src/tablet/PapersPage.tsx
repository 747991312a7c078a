// 確認・署名: the visitor looks at the papers that the window fills in for them, says that they are right, and signs once.

import type { Link } from "@madoguchi/shared/link.ts";
import type { Papers, Signer } from "@madoguchi/shared/wire.ts";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";
import { isFull, isWritten, NOTHING } from "./ink.ts";
import { Look } from "./Look.tsx";
import { Pad } from "./Pad.tsx";
import { Sign } from "./Sign.tsx";
import { formsFor, isAfterwards, placeOf, type Step } from "./showing.ts";
import { usePapers } from "./usePapers.ts";
import "./papers.css";

interface Props {
  papers: Papers;
  link: Link | null;
  city: string;
  number: string | null;
  up: boolean;
}

export function PapersPage({ papers, link, city, number, up }: Props) {
  const way = usePapers(papers, link);
  const { step, all, where } = way;
  const place = placeOf(where, all);
  const sheet = all[place];
  const still = !up || way.sending;
  return (
    <div className="tablet visitor asking papers" data-testid="tablet-papers" data-step={step}>
      <header className="asking-head">
        <span className="asking-city">{city}</span>
        {number !== null && <span className="ticket">{number}</span>}
        <Steps step={step} />
      </header>
      <main>
        {step === "look" && sheet && <Look sheet={sheet} afterwards={!where.again && isAfterwards(all)} />}
        {step === "sign" && way.signer && <Signing way={way} signer={way.signer} still={still} />}
        {step === "done" && <Done signers={papers.signers ?? []} />}
      </main>
      <footer className="asking-foot">
        {step === "look" && <LookFoot way={way} place={place} still={still} />}
        {step === "sign" && <SignFoot way={way} still={still} />}
        {step === "done" && <p className="asking-note" />}
      </footer>
    </div>
  );
}

type Way = ReturnType<typeof usePapers>;

function Steps({ step }: { step: Step }) {
  const at = { look: 0, sign: 1, done: 2 }[step];
  return (
    <ol className="steps">
      {words.papers.steps.map((name, place) => (
        <li
          key={name}
          className={place === at ? "is-on" : place < at ? "is-done" : ""}
          aria-current={place === at ? "step" : undefined}
        >
          <i>{place < at ? <Sign is="check" /> : place + 1}</i>
          <span>
            <Plain text={name} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function LookFoot({ way, place, still }: { way: Way; place: number; still: boolean }) {
  const last = place >= way.all.length - 1;
  return (
    <>
      {place > 0 && <Big is="back" text={words.papers.before} onPress={() => way.turn(-1)} testId="papers-before" />}
      <p className="asking-note" role="status">
        <span>
          <Plain text={way.note ? words.papers[way.note] : words.papers.wrong} />
        </span>
        {way.all.length > 1 && (
          <span className="papers-count" data-testid="papers-place">
            <Plain text={words.papers.of(place + 1, way.all.length)} />
          </span>
        )}
      </p>
      {last ? (
        <Big main is="check" text={words.papers.right} still={still} onPress={way.agree} testId="papers-right" />
      ) : (
        <Big main is="next" text={words.papers.next} onPress={() => way.turn(1)} testId="papers-next" />
      )}
    </>
  );
}

function Signing({ way, signer, still }: { way: Way; signer: Signer; still: boolean }) {
  return (
    <div className="signing">
      <div className="signing-head">
        <h1 data-testid="sign-title">
          <Plain text={words.papers.sign} />
        </h1>
        <button
          type="button"
          className="side-button"
          aria-disabled={way.ink.length === 0 || still}
          data-testid="sign-again"
          onClick={() => still || way.write(NOTHING)}
        >
          <Sign is="no" />
          <span>
            <Plain text={words.papers.again} />
          </span>
        </button>
      </div>
      <p className="signing-lead">
        <b data-testid="sign-name">{words.papers.who(signer.name)}</b>
        <span>
          <Plain text={words.papers.once(formsFor(signer))} />
        </span>
        {way.others.map((other) => (
          <button
            key={other.person}
            type="button"
            className="side-button"
            data-testid="sign-other"
            onClick={() => still || way.hand(other.person)}
          >
            <span>
              <Plain text={words.papers.other(other.name)} />
            </span>
          </button>
        ))}
      </p>
      <Pad key={signer.person} strokes={way.ink} still={still} onWrite={way.write} />
    </div>
  );
}

function SignFoot({ way, still }: { way: Way; still: boolean }) {
  const ready = isWritten(way.ink) && !still;
  const note = way.sending ? "sending" : way.note ? way.note : isFull(way.ink) ? "full" : null;
  return (
    <>
      <Big is="back" text={words.papers.seeAgain} still={way.sending} onPress={way.back} testId="sign-back" />
      <p className="asking-note" role="status">
        {note && (
          <span>
            <Plain text={words.papers[note]} />
          </span>
        )}
      </p>
      <Big main is="check" text={words.papers.send} still={!ready} onPress={way.sign} testId="sign-send" />
    </>
  );
}

/** What is left after the tablet: names on paper, and of people who are not here. */
function Done({ signers }: { signers: readonly Signer[] }) {
  const left = (state: string): string[] => [
    ...new Set(
      signers.flatMap((one) =>
        one.places.filter((place) => place.state === state).map((place) => label(one, place.label)),
      ),
    ),
  ];
  const [paper, absent] = [left("paper"), left("absent")];
  return (
    <div className="hello" data-testid="papers-done">
      <h1>
        <Plain text={words.papers.thanks} />
      </h1>
      <p>
        <Plain text={words.papers.thanksNote} />
        <span lang="en">{words.papers.thanksEnglish}</span>
      </p>
      {paper.length > 0 && <Left title={words.papers.onPaper} names={paper} testId="left-paper" />}
      {absent.length > 0 && <Left title={words.papers.absent} names={absent} testId="left-absent" />}
    </div>
  );
}

const label = (one: Signer, place: string): string => (one.name ? `${place}（${words.papers.who(one.name)}）` : place);

function Left({ title, names, testId }: { title: string; names: string[]; testId: string }) {
  return (
    <div className="papers-left" data-testid={testId}>
      <h2>
        <Plain text={title} />
      </h2>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}

interface BigProps {
  is: "back" | "next" | "check";
  text: string;
  main?: boolean;
  still?: boolean;
  testId: string;
  onPress: () => void;
}

function Big({ is, text, main = false, still = false, testId, onPress }: BigProps) {
  return (
    <button
      type="button"
      className={main ? "big is-main" : "big"}
      aria-disabled={still}
      data-testid={testId}
      onClick={() => still || onPress()}
    >
      <Sign is={is} />
      <span>
        <Plain text={text} />
      </span>
    </button>
  );
}
