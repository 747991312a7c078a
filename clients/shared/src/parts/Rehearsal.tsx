// The clock of this city is set ahead, to rehearse a day to come: nobody may take the day on the screen for the real one.

import { useEffect, useState } from "react";
import { get } from "../http.ts";
import { W } from "../words.ts";

const DAY_MS = 24 * 60 * 60_000;
const AGAIN_MS = 60_000;
const RETRY_MS = 4_000;

export function Rehearsal({ ahead, strip = false }: { ahead: number; strip?: boolean }) {
  const said = W.rehearsal(Math.floor(ahead / DAY_MS), Math.floor((ahead % DAY_MS) / 60_000));
  return (
    <span
      className={strip ? "rehearsal rehearsal-strip" : "rehearsal"}
      role="note"
      title={said}
      data-testid="rehearsal"
    >
      {said}
    </span>
  );
}

/** The same on a page that has no line to the server yet: it asks, and goes on asking. */
export function RehearsalAsked({ strip = false }: { strip?: boolean }) {
  const [ahead, setAhead] = useState(0);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const said = await get<{ ahead: number }>("/api/clock").catch(() => null);
      if (gone) return;
      if (said) setAhead(said.ahead);
      timer = setTimeout(ask, said ? AGAIN_MS : RETRY_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return ahead > 0 && <Rehearsal ahead={ahead} strip={strip} />;
}
