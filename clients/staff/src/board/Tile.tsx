import { minutesSince } from "@madoguchi/shared/clock.ts";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import type { WindowState } from "./state.ts";
import { BOARD } from "./words.ts";

const LOOKS = {
  free: "is-free",
  away: "is-away",
  paused: "is-away",
  closed: "is-shut",
  busy: "",
  calling: "",
} as const;

/** A window: who sits there, with whom, since when. */
export function Tile({ window, now }: { window: WindowState; now: number }) {
  const { use } = window;
  const off = use === "closed" || use === "away" || use === "paused";
  return (
    <span
      className={`tile ${window.long ? "is-long" : LOOKS[use]}`}
      data-testid={`board-window-${window.window}`}
      data-use={use}
    >
      <Plate no={window.number} off={off} />
      <span className="cut">{use === "closed" ? BOARD.use.closed : window.who || "−"}</span>
      <span className="cut tile-what">{use === "closed" ? "" : what(window, now)}</span>
    </span>
  );
}

function what({ use, row, since }: WindowState, now: number): string {
  const minutes = since > 0 ? BOARD.minutes(minutesSince(since, now)) : "";
  if (use === "busy") return `${row?.number ?? ""} ${minutes}`;
  if (use === "calling") return `${row?.number ?? ""} ${BOARD.use.calling}`;
  return `${BOARD.use[use]} ${minutes}`;
}
