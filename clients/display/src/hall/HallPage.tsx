// 呼出モニター: the last calls at the left, the lines at the right. Nothing scrolls; nothing needs a hand.

import { useMemo } from "react";
import { type City, officeName } from "../city.ts";
import { wallTime } from "../clock.ts";
import { staleSince } from "../freshness.ts";
import { useNow } from "../useNow.ts";
import type { Office } from "../useOffice.ts";
import { words } from "../words.ts";
import { CallList } from "./CallList.tsx";
import { LineTable } from "./LineTable.tsx";
import { lineStates } from "./lines.ts";
import { NoticeBar } from "./NoticeBar.tsx";
import { noticeAt } from "./notices.ts";
import { SoundTrial } from "./SoundTrial.tsx";
import { useCalls } from "./useCalls.ts";
import { useLineNews } from "./useLineNews.ts";
import { useSound } from "./useSound.ts";
import { useSounding } from "./useSounding.ts";
import "./hall.css";

const TICK_MS = 200;

export function HallPage({ city, office, live }: { city: City; office: string; live: Office }) {
  const clock = useNow(TICK_MS);
  const { board } = live;
  const now = clock + board.offset;
  const sound = useSound();
  useSounding(live, sound.of);
  const calls = useCalls(board.rows, board.me !== null, now, city, sound.of);
  const news = useLineNews(board.lineMoved, city, office, now, sound.of);
  const lines = useMemo(
    () => lineStates(city.house, office, board.rows.values(), board.seats.values(), board.waits),
    [city, office, board.rows, board.seats, board.waits],
  );
  const notice = noticeAt(board.bulletins, now);
  const stale = staleSince(live.signs, clock);
  const place = words.place(city.name, officeName(city.house, office));
  const wall = wallTime(now);
  return (
    <div className={notice ? "hall visitor has-notice" : "hall visitor"} data-stale={stale !== null}>
      <header className="hall-bar">
        <h1>{place.city}</h1>
        <span>{place.office}</span>
        <span className="hall-clock">
          <span>{wall.date}</span>
          <b>
            {wall.time}
            <small>:{wall.seconds}</small>
          </b>
        </span>
      </header>
      <main>
        <CallList house={city.house} calls={calls} now={now} places={notice ? 3 : 4} />
        <LineTable lines={lines} now={now} most={notice ? 8 : 10} />
        {notice && <NoticeBar notice={notice} />}
      </main>
      <footer className="hall-news">
        <p data-testid="hall-news">{news ?? (sound.silent ? words.hall.mute : words.hall.news)}</p>
        {stale === null ? (
          <p className="hall-fresh">
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <circle cx="6" cy="6" r="5.5" />
            </svg>
            {words.hall.fresh}
          </p>
        ) : (
          <p className="hall-stale" role="alert" data-testid="stale">
            {words.hall.stale(wallTime(stale + board.offset).time)}
          </p>
        )}
      </footer>
      {sound.trying && <SoundTrial city={city} sound={sound.of} onClose={sound.stop} />}
    </div>
  );
}
