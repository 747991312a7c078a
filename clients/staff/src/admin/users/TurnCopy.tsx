// 写しで予行する: the midnight of a day really turned in a copy of the record, how far it is, and whether it came out as
// reckoned above.

import { NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { type Sentence, sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { type Turn, type TurnCopied, usersApi } from "./api.ts";
import { USERS } from "./words.ts";

const words = USERS.turn.copy;

type At = TurnCopied | { no: Sentence } | null;

const CUT: Sentence = { what: words.cut, now: words.again };

interface Props {
  day: string;
  /** As it was reckoned. */
  turn: Turn;
  told: (turn: Turn) => ReactNode;
}

export function TurnCopy({ day, turn, told }: Props) {
  const [at, setAt] = useState<At>(null);
  const busy = at !== null && "step" in at;
  const go = async () => {
    setAt({ step: "copy" });
    try {
      await usersApi.turnCopy(day, setAt);
    } catch (no) {
      setAt({ no: no instanceof NoLine ? CUT : sentence(reasonOf(no)) });
    }
    setAt((last) => (last && "step" in last ? { no: CUT } : last));
  };
  return (
    <section className="turn-copy" data-testid="turn-copy">
      <h2 className="small-head">{words.title}</h2>
      <p className="note">{words.lead}</p>
      <Button testId="turn-copy-go" because={busy ? words.steps[at.step] : null} onPress={go}>
        {words.go}
      </Button>
      <div role="status">
        {busy && <p data-testid="turn-copy-step">{words.steps[at.step]}</p>}
        {at && "failed" in at && <Band tone="danger" what={words.failed} now={words.failedNow} testId="turn-copy-no" />}
        {at && "no" in at && <Band tone="danger" {...at.no} testId="turn-copy-no" />}
        {at && "turn" in at && isSame(at.turn, turn) && (
          <Band tone="kept" what={words.same} now={words.sameNow} testId="turn-copy-same" />
        )}
        {at && "turn" in at && !isSame(at.turn, turn) && (
          <>
            <Band tone="danger" what={words.other} now={words.otherNow} testId="turn-copy-other" />
            {told(at.turn)}
          </>
        )}
      </div>
    </section>
  );
}

/** What stands in lines changes from minute to minute, and is no part of it. */
const isSame = (one: Turn, other: Turn): boolean => said(one) === said(other);

const said = ({ ending, ...turn }: Turn): string => JSON.stringify([turn, ending.map((one) => [one.group, one.heir])]);
