// How many people waited over the day, and where in it one is. The slider below says the time, the caption the peak.

import { clock } from "@madoguchi/shared/clock.ts";
import type { Level } from "./tape.ts";
import { REPLAY } from "./words.ts";

const WIDTH = 1_000;
const HEIGHT = 40;
const HOUR_MS = 3_600_000;

interface Props {
  levels: readonly Level[];
  from: number;
  until: number;
  at: number;
}

export function Course({ levels, from, until, at }: Props) {
  const peak = levels.reduce(
    (most, one) => (one.people > most.people ? one : most),
    levels[0] ?? { at: from, people: 0 },
  );
  const x = (when: number): number => ((when - from) / (until - from)) * WIDTH;
  const y = (people: number): number => HEIGHT - (people / Math.max(1, peak.people)) * (HEIGHT - 2);
  const line = levels.map((one) => `${x(one.at)},${y(one.people)}`).join(" ");
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: Math.floor((until - first) / HOUR_MS) + 1 }, (_, nth) => first + nth * HOUR_MS);
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={REPLAY.course(peak.people, clock(peak.at))}
      >
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        <line x1={x(at)} x2={x(at)} y1="0" y2={HEIGHT} />
      </svg>
      <p className="replay-hours" aria-hidden="true">
        {hours.map((one) => (
          <span key={one} style={{ left: `${(x(one) / WIDTH) * 100}%` }}>
            {clock(one)}
          </span>
        ))}
      </p>
    </>
  );
}
