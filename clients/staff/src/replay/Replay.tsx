// 再生: the floor of a business day again, from the record's own events, and never to be taken for the live one. P plays,
// the arrow keys choose a line and wind by five minutes.

import { clock } from "@madoguchi/shared/clock.ts";
import { post } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useMemo, useState } from "react";
import { useAsk } from "../admin/hooks.ts";
import { Waiting } from "../admin/Waiting.tsx";
import { Figures } from "../board/Figures.tsx";
import { LineTable } from "../board/LineTable.tsx";
import { floorOf, nextLine } from "../board/state.ts";
import { DayChoice } from "../floor/DayChoice.tsx";
import { useHouse, useHouseState, useKeys } from "../hooks.ts";
import { Notices } from "../Notices.tsx";
import { Top } from "../Top.tsx";
import { Controls } from "./Controls.tsx";
import { Side } from "./Side.tsx";
import { course, type ReplaySent, span, Tape } from "./tape.ts";
import { usePlay } from "./usePlay.ts";
import { REPLAY } from "./words.ts";
import "../board/board.css";
import "../floor/floor.css";
import "./replay.css";

const STEP_MS = 5 * 60_000;

export function Replay() {
  const house = useHouse();
  const [chosen, setChosen] = useState<string | null>(null);
  const asked = useAsk(`replay ${chosen}`, () => post<ReplaySent>("/api/floor/replay", { day: chosen }));
  const day = chosen ?? (asked.is === "here" ? asked.value.day : null);
  const back = (): void => house.go("/board");
  useKeys({ Escape: back });
  return (
    <div className="staff board is-replay" data-testid="replay">
      <Top place={REPLAY.title} />
      <section className="replay-band" aria-label={REPLAY.title} data-testid="replay-band">
        {day && <b>{REPLAY.band(show(day, "wareki", true).replace(/^.*?年/, ""))}</b>}
        <span className="grow">{REPLAY.notLive}</span>
        {day && <DayChoice day={day} onChoose={setChosen} />}
        <Button small keys="Esc" testId="replay-back" onPress={back}>
          {REPLAY.back}
        </Button>
      </section>
      <Waiting asked={asked}>{(sent) => <Day key={sent.day} sent={sent} />}</Waiting>
    </div>
  );
}

function Day({ sent }: { sent: ReplaySent }) {
  const { catalog, me } = useHouseState();
  const { office } = me!;
  const [from, until] = span(sent, STEP_MS);
  const tape = useMemo(() => new Tape(sent, office), [sent, office]);
  const levels = useMemo(() => course(sent, office, from, until, STEP_MS), [sent, office, from, until]);
  const play = usePlay(from, until, sent.opens);
  const { house, settings } = catalog!.sent;
  const { rows, seats, calls, came } = tape.to(play.at);
  const floor = floorOf(house, settings.floor, office, rows, seats, play.at, catalog!.order(office));
  const [chosen, setChosen] = useState<string | null>(null);
  const line = floor.lines.find((one) => one.line === chosen) ?? null;
  useKeys({
    p: play.toggle,
    ArrowLeft: () => play.setAt(play.at - STEP_MS),
    ArrowRight: () => play.setAt(play.at + STEP_MS),
    ArrowDown: () => setChosen(nextLine(floor, chosen, 1)),
    ArrowUp: () => setChosen(nextLine(floor, chosen, -1)),
  });
  useKeys(chosen ? { Escape: () => setChosen(null) } : {});
  if (sent.moves.length === 0) {
    return (
      <main className="floor-empty" data-testid="replay-empty">
        <h1>{REPLAY.none}</h1>
        <p>{REPLAY.noneLead}</p>
      </main>
    );
  }
  return (
    <>
      <Controls play={play} from={from} until={until} levels={levels} />
      <div className="board-floor">
        <main className="floor-main">
          <h1 className="unseen">{REPLAY.title}</h1>
          <Notices />
          <Figures floor={floor} people={REPLAY.people} />
          <Known sent={sent} />
          <LineTable
            floor={floor}
            waits={[]}
            now={play.at}
            chosen={chosen}
            onChoose={(one) => setChosen(one === chosen ? null : one)}
          />
        </main>
        <Side
          floor={floor}
          line={line}
          sofar={{ came: came.all, calls, ended: came.ended }}
          now={play.at}
          catalog={catalog!}
        />
      </div>
    </>
  );
}

/** What the record does not know of the windows of a day before it kept that. */
function Known({ sent: { opens, ends, posts_since } }: { sent: ReplaySent }) {
  if (posts_since === null || posts_since >= ends) return <p className="note replay-known">{REPLAY.unknown}</p>;
  if (posts_since > opens) return <p className="note replay-known">{REPLAY.unknownUntil(clock(posts_since))}</p>;
  return null;
}
