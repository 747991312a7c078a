// The clock of this city is set ahead, to rehearse a day to come: nobody may take the day on the screen for the real one.

import { W } from "../words.ts";

const DAY_MS = 24 * 60 * 60_000;

export function Rehearsal({ ahead, strip = false }: { ahead: number; strip?: boolean }) {
  return (
    <span className={strip ? "rehearsal rehearsal-strip" : "rehearsal"} role="note" data-testid="rehearsal">
      {W.rehearsal(Math.floor(ahead / DAY_MS), Math.floor((ahead % DAY_MS) / 60_000))}
    </span>
  );
}
