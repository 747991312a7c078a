import { minutesSince } from "@madoguchi/shared/clock.ts";
import { Plate, Tag } from "@madoguchi/shared/parts/signs.tsx";
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

/** A window: who sits there, with whom, since when; where nobody's name is told, with whom and since when alone. */
export function Tile({ window, now, onPress }: TileProps) {
  const { use, who } = window;
  const off = use === "closed" || use === "away" || use === "paused";
  const [what, since] = said(window, now);
  const named = who !== "" && use !== "closed";
  const look = `tile ${window.long ? "is-long" : LOOKS[use]}`;
  const below = named ? what : since;
  const inside = (
    <>
      <Plate no={window.number} off={off} />
      <span className="tile-who">
        <span className="cut">
          {window.helps && <Tag>{BOARD.helps}</Tag>} {named ? who : what}
        </span>
        {named && <span className="tile-what">{since}</span>}
      </span>
      {below && <span className="cut tile-what">{below}</span>}
    </>
  );
  const test = { "data-testid": `board-window-${window.window}`, "data-use": use };
  return onPress ? (
    <button type="button" className={look} {...test} onClick={() => onPress(window.window)}>
      {inside}
    </button>
  ) : (
    <span className={look} {...test}>
      {inside}
    </span>
  );
}

interface TileProps {
  window: WindowState;
  now: number;
  /** What a floor manager does with it. */
  onPress?: ((window: string) => void) | undefined;
}

/** What it does, and since when. */
function said({ use, row, since }: WindowState, now: number): [what: string, since: string] {
  const minutes = since > 0 ? BOARD.minutes(minutesSince(since, now)) : "";
  if (use === "closed") return [BOARD.use.closed, ""];
  if (use === "busy") return [row?.number ?? "", minutes];
  if (use === "calling") return [row?.number ?? "", BOARD.use.calling];
  return [BOARD.use[use], minutes];
}
