import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useHouseState, useNow } from "../hooks.ts";
import { Asking } from "./Asking.tsx";
import type { OwnSession } from "./api.ts";
import { moment, terminalOf } from "./say.ts";
import { OWN } from "./words.ts";

const MINUTE_MS = 60_000;

/** One terminal: which, at which window, since when, when it was last worked at. This one has no deed: its end is the log-out. */
export function SessionRow({ one, onEnd }: { one: OwnSession; onEnd: () => void }) {
  const { catalog } = useHouseState();
  const now = useNow(MINUTE_MS);
  const place = one.window ? (catalog?.window(one.window)?.name ?? one.window) : OWN.nowhere;
  return (
    <li data-testid={one.here ? "session-here" : "session-other"}>
      <span className="paired-at">
        <span className="cut">
          <b>{terminalOf(one.browser)}</b> <span className="note">{place}</span>
          {one.here && <Tag tone="act">{OWN.here}</Tag>}
        </span>
        <small className="note">
          {OWN.begun(moment(one.begun, now))}
          {one.sso && `・${OWN.sso}`}　{OWN.seen(moment(one.seen, now))}
        </small>
      </span>
      {!one.here && <Asking deed={OWN.end} asks={OWN.asks} testId="end-session" onGo={onEnd} />}
    </li>
  );
}
