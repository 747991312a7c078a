// フロア状況: the whole office at a glance, live. Arrow keys choose a line, W is for the wall, R for a day gone by.

import { clock } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Rehearsal } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { Keys, Lamp } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { useState } from "react";
import { SayDialog } from "../bulletins/SayDialog.tsx";
import { isOver } from "../bulletins/said.ts";
import { SAID } from "../bulletins/words.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { Notices } from "../Notices.tsx";
import { REPLAY } from "../replay/words.ts";
import { Top } from "../Top.tsx";
import { Aside } from "./Aside.tsx";
import { Figures } from "./Figures.tsx";
import { LineTable } from "./LineTable.tsx";
import { MoveLineDialog } from "./MoveLineDialog.tsx";
import { type Floor, floorOf, type LineState, nextLine } from "./state.ts";
import { TimelineDialog } from "./TimelineDialog.tsx";
import { WindowDialog } from "./WindowDialog.tsx";
import { BOARD } from "./words.ts";
import "./board.css";

/** What a floor manager is about to do: with a window, with a whole line, to say something, to look at a visit. */
interface Asked {
  window?: string;
  line?: LineState;
  say?: true;
  visit?: Row;
}

export function Board() {
  const house = useHouse();
  const { catalog, me, rows, seats, waits, dues, link, downSince, lamp, skew } = useHouseState();
  const now = useNow();
  const [wall, setWall] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { house: sent, settings } = catalog!.sent;
  const floor = floorOf(sent, settings.floor, me!.office, rows, seats, now, catalog!.order(me!.office));
  const line = floor.lines.find((one) => one.line === chosen) ?? null;
  const looked = line ?? (wall ? neediest(floor) : null);
  const stale = link !== "up" || !lamp.live;
  const [asked, setAsked] = useState<Asked | null>(null);
  const manages = !wall && (me?.roles.includes("manager") ?? false);
  const moveLine = manages && line && line.waiting.length > 0 ? () => setAsked({ line }) : undefined;

  const visit = manages ? (row: Row) => setAsked({ visit: row }) : undefined;
  const say = manages ? () => setAsked({ say: true }) : undefined;

  const down = (): void => setChosen(nextLine(floor, chosen, 1));
  const up = (): void => setChosen(nextLine(floor, chosen, -1));
  const back = (): void => {
    if (chosen) setChosen(null);
    else if (wall) setWall(false);
    else house.go("/");
  };
  useKeys({
    w: () => setWall(!wall),
    ArrowDown: down,
    ArrowUp: up,
    Escape: back,
    m: () => moveLine?.(),
    c: () => say?.(),
    r: () => house.go("/replay"),
  });

  return (
    <div className={wall ? "staff board is-wall" : "staff board"} data-testid="board">
      {wall ? <WallBar now={now} office={catalog!.officeName(me!.office)} /> : <Top place={BOARD.title} />}
      {stale && (
        <Band
          tone="danger"
          what={BOARD.stale(clock((downSince || Date.now()) + skew))}
          now={link === "up" ? BOARD.storeStopped : BOARD.staleLead}
          testId="board-stale"
        />
      )}
      <div className={stale ? "board-floor is-stale" : "board-floor"}>
        <main className="floor-main">
          <h1 className="unseen">{BOARD.title}</h1>
          <Notices />
          <Figures floor={floor} />
          <LineTable
            floor={floor}
            waits={waits}
            dues={dues}
            now={now}
            chosen={chosen}
            onChoose={(one) => setChosen(one === chosen ? null : one)}
            onWindow={manages ? (window) => setAsked({ window }) : undefined}
          />
          {!wall && <Foot onWall={() => setWall(true)} onSay={say} />}
        </main>
        <Aside
          floor={floor}
          line={line}
          looked={looked}
          now={now}
          catalog={catalog!}
          onMoveLine={moveLine}
          onVisit={visit}
        />
      </div>
      {asked?.window && <WindowDialog window={asked.window} onClose={() => setAsked(null)} />}
      {asked?.say && <SayDialog onClose={() => setAsked(null)} />}
      {asked?.visit && (
        <TimelineDialog visit={asked.visit.visit} number={asked.visit.number} onClose={() => setAsked(null)} />
      )}
      {asked?.line && <MoveLineDialog line={asked.line} onClose={() => setAsked(null)} />}
    </div>
  );
}

/** What can be done from here. */
function Foot({ onWall, onSay }: { onWall: () => void; onSay: (() => void) | undefined }) {
  const house = useHouse();
  const { me, bulletins } = useHouseState();
  const standing = bulletins.filter((one) => !one.come && !isOver(one, house.now())).length;
  const reports = me?.roles.some((role) => role === "manager" || role === "admin") ?? false;
  return (
    <footer className="floor-keys">
      <span className="grow">
        <span className="wide-only">
          <Keys of="↑ ↓" /> {BOARD.choose}
        </span>
      </span>
      {onSay && (
        <Button small keys="C" testId="say" onPress={onSay}>
          {SAID.open} {standing > 0 && BOARD.items(standing)}
        </Button>
      )}
      <Button tone="plain" small keys="R" testId="to-replay" onPress={() => house.go("/replay")}>
        {REPLAY.open}
      </Button>
      <Button tone="plain" small testId="to-opening" onPress={() => house.go("/floor/opening")}>
        {BOARD.opening}
      </Button>
      <Button tone="plain" small testId="to-plan" onPress={() => house.go("/floor/plan")}>
        {BOARD.plan}
      </Button>
      {reports && (
        <Button tone="plain" small testId="to-figures" onPress={() => house.go("/floor/figures")}>
          {BOARD.statistics}
        </Button>
      )}
      <Button tone="plain" small testId="to-closing" onPress={() => house.set({ overlay: "closing" })}>
        {BOARD.closing}
      </Button>
      <Button tone="plain" small testId="to-screens" onPress={() => house.set({ overlay: "screens" })}>
        {BOARD.screens}
      </Button>
      <Button tone="plain" small keys="W" testId="wall" onPress={onWall}>
        {BOARD.wall}
      </Button>
      <Button small keys="Esc" onPress={() => house.go("/")}>
        {BOARD.back}
      </Button>
    </footer>
  );
}

/** On the wall nothing can be done: the place, whether it is current, the time. */
function WallBar({ now, office }: { now: number; office: string }) {
  const { link, lamp, ahead } = useHouseState();
  return (
    <header className="top wall-bar">
      <span className="place">
        {office} <b>{BOARD.title}</b>
      </span>
      {link === "up" && lamp.live && <Lamp state="on">{BOARD.fresh}</Lamp>}
      {ahead > 0 && <Rehearsal ahead={ahead} />}
      <time className="wall-time">
        <b>{clock(now)}</b>
      </time>
    </header>
  );
}

/** The line whose longest wait is the most of its target. */
function neediest(floor: Floor): LineState | null {
  const waiting = floor.lines.filter((one) => one.waiting.length > 0);
  return waiting.sort((one, other) => other.longest / other.target - one.longest / one.target)[0] ?? null;
}
