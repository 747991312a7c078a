import { clock } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Course } from "./Course.tsx";
import type { Level } from "./tape.ts";
import { type Play, SPEEDS } from "./usePlay.ts";
import { REPLAY } from "./words.ts";

const MINUTE_MS = 60_000;

interface Props {
  play: Play;
  from: number;
  until: number;
  levels: readonly Level[];
}

/** Play, pause, how fast, and the hour; over the hours stands how many waited. */
export function Controls({ play, from, until, levels }: Props) {
  const { at, playing, speed } = play;
  const last = Math.ceil((until - from) / MINUTE_MS);
  return (
    <section className="replay-controls" aria-label={REPLAY.controls}>
      <Button tone="main" keys="P" testId="replay-play" onPress={play.toggle}>
        <Icon name={playing ? "pause" : "play"} small />
        {playing ? REPLAY.pause : REPLAY.play}
      </Button>
      <fieldset className="replay-speeds">
        <legend className="unseen">{REPLAY.speed}</legend>
        {SPEEDS.map((one) => (
          <button
            key={one}
            type="button"
            className="btn btn-s"
            aria-pressed={one === speed}
            data-testid={`replay-speed-${one}`}
            onClick={() => play.setSpeed(one)}
          >
            {REPLAY.times(one)}
          </button>
        ))}
      </fieldset>
      <time className="replay-time" dateTime={new Date(at).toISOString()} data-testid="replay-time">
        {clock(at)}
      </time>
      <div className="replay-course">
        <Course levels={levels} from={from} until={until} at={at} />
        <input
          type="range"
          min={0}
          max={last}
          value={at < until ? Math.floor((at - from) / MINUTE_MS) : last}
          aria-label={REPLAY.time}
          aria-valuetext={clock(at)}
          data-testid="replay-slider"
          onChange={(event) => play.setAt(from + Number(event.target.value) * MINUTE_MS)}
        />
      </div>
    </section>
  );
}
