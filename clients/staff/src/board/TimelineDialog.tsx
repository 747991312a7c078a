// 流れ: where a visit was, how long, and where it goes next. Numbers, lines, windows, times; no names.

import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { post } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Plate, Tag } from "@madoguchi/shared/parts/signs.tsx";
import { stageName } from "@madoguchi/shared/words.ts";
import { useAsk } from "../admin/hooks.ts";
import { Waiting } from "../admin/Waiting.tsx";
import { useHouseState, useNow, useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { BOARD } from "./words.ts";

interface Stop {
  stage: string;
  office: string;
  line: string;
  since: number;
  until?: number | null;
  window?: string | null;
  calls?: number;
}

interface Timeline {
  number: string;
  arrived: number;
  stops: Stop[];
  way: string[];
  helpers?: Helper[];
}

/** Whom a window asked to come to the visitor, and which window came. */
interface Helper {
  at: number;
  window: string;
  asked: string;
  came?: string | null;
}

export function TimelineDialog({ visit, number, onClose }: { visit: string; number: string; onClose: () => void }) {
  const { rows } = useHouseState();
  useTop(onClose);
  const version = rows.get(visit)?.version ?? 0;
  const asked = useAsk(`${visit} ${version}`, () => post<Timeline>("/api/floor/timeline", { visit }));
  return (
    <Dialog title={BOARD.timeline.title(number)} testId="timeline">
      <Waiting asked={asked}>{(told) => <Stops told={told} />}</Waiting>
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}

function Stops({ told }: { told: Timeline }) {
  const { catalog, me } = useHouseState();
  const now = useNow();
  const lasts = (stop: Stop): number => minutesSince(stop.since, stop.until ?? now);
  const longest = Math.max(1, ...told.stops.map(lasts));
  const last = told.stops.at(-1);
  const whom = (asked: string): string => catalog!.window(asked)?.name ?? catalog!.groupName(me!.office, asked);
  const next = told.way.map((group) => catalog!.groupName(me!.office, group));
  return (
    <>
      <p>{BOARD.timeline.all(clock(told.arrived), minutesSince(told.arrived, last?.until ?? now))}</p>
      <ol className="stops">
        {told.stops.map((stop) => (
          <li key={`${stop.since} ${stop.stage}`}>
            <time>{clock(stop.since)}</time>
            <Tag>{stageName(stop.stage)}</Tag>
            <span className="cut">
              {stop.window && <Plate no={catalog!.no(stop.window)} />}{" "}
              {catalog!.line(stop.office, stop.line)?.name ?? stop.line}
              {(stop.calls ?? 0) > 1 && `・${BOARD.absent.calls(stop.calls ?? 0)}`}
            </span>
            <span className="stop-bar" aria-hidden="true">
              <i style={{ width: `${(lasts(stop) / longest) * 100}%` }} />
            </span>
            <b>{BOARD.minutes(lasts(stop))}</b>
          </li>
        ))}
      </ol>
      {told.helpers?.map((one) => (
        <p key={`${one.at} ${one.asked}`}>
          <time>{clock(one.at)}</time>{" "}
          {BOARD.timeline.asked(catalog!.no(one.window), whom(one.asked), one.came ? catalog!.no(one.came) : null)}
        </p>
      ))}
      {next.length > 0 && <p>{BOARD.timeline.next(next.join("、"))}</p>}
    </>
  );
}
