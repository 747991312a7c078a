// The tablet that faces the visitor: the city's welcome, a quiet page for whom the window serves, or what the clerk has
// opened for them: questions, or papers to confirm and to sign. It keeps nothing.

import type { Asking } from "@madoguchi/shared/wire.ts";
import { type City, signOf } from "../city.ts";
import { staleSince } from "../freshness.ts";
import { Plain } from "../Plain.tsx";
import { useNow } from "../useNow.ts";
import type { Office } from "../useOffice.ts";
import { isFigures, words } from "../words.ts";
import { guestAt, isAttended, isShut } from "./guest.ts";
import { PapersPage } from "./PapersPage.tsx";
import { PinPage } from "./PinPage.tsx";
import { Questions } from "./Questions.tsx";
import "./tablet.css";

const TICK_MS = 1_000;
const NONE: readonly Asking[] = [];

interface Shown {
  city: City;
  window: string;
  live: Office;
}

export function TabletPage(shown: Shown) {
  return (
    <>
      {shown.live.board.cardLies && <TakeCard />}
      <Page {...shown} />
    </>
  );
}

/** A card was left on the reader: said above whatever the tablet shows, until it is taken. */
function TakeCard() {
  return (
    <div className="take-card visitor" role="alert" data-testid="take-card">
      <p>
        <Plain text={words.tablet.takeCard} />
      </p>
      <span lang="en">{words.tablet.takeCardEnglish}</span>
    </div>
  );
}

function Page({ city, window, live }: Shown) {
  const clock = useNow(TICK_MS);
  const { rows, seats, me, asked, papers, pin } = live.board;
  const sign = signOf(city.house, window);
  const cut = staleSince(live.signs, clock) !== null;
  const guest = cut ? null : guestAt(window, rows.values(), seats.values());
  const isUp = live.signs.up && live.signs.live;
  const isOpen = !cut && isAttended(window, seats.values());
  if (pin.ask !== null && isOpen) {
    return <PinPage key={pin.ask} asked={{ ...pin, ask: pin.ask }} link={live.link} up={isUp} />;
  }
  if (papers.seen !== null && isOpen) {
    return <PapersPage key={guest ?? ""} papers={papers} link={live.link} city={city.name} number={guest} up={isUp} />;
  }
  if (asked.turn !== null && isOpen) {
    return (
      <Questions
        key={asked.turn}
        turn={asked.turn}
        questions={asked.questions ?? NONE}
        link={live.link}
        city={city.name}
        number={guest}
        up={isUp}
      />
    );
  }
  if (guest !== null) return <Guest number={guest} sign={sign} key={guest} />;
  return <Welcome city={city} sign={sign} shut={me !== null && !cut && isShut(window, seats.values())} cut={cut} />;
}

function Guest({ number, sign }: { number: string; sign: string }) {
  return (
    <div className="tablet visitor">
      <main className="hello">
        <span className="ticket" data-testid="tablet-number">
          {number}
        </span>
        <h1>
          <span className={isFigures(sign) ? "plate" : "plate is-word"}>{sign}</span>
          {isFigures(sign) && <Plain text={words.tablet.window} />}
        </h1>
        <p>
          <Plain text={words.tablet.serving} />
        </p>
        <p className="hello-note">
          <Plain text={words.tablet.servingNote} />
          <span lang="en">{words.tablet.servingEnglish}</span>
        </p>
      </main>
    </div>
  );
}

function Welcome({ city, sign, shut, cut }: { city: City; sign: string; shut: boolean; cut: boolean }) {
  const note = cut ? words.tablet.cut : shut ? words.tablet.shutNote : words.tablet.wait;
  return (
    <div className="tablet visitor" data-testid="tablet-welcome">
      <main className="hello">
        <span className={isFigures(sign) ? "plate" : "plate is-word"}>{sign}</span>
        <h1>
          <Plain text={shut ? words.tablet.shut : words.tablet.welcome(city.name)} />
        </h1>
        <p>
          <Plain text={note} />
          {!cut && <span lang="en">{shut ? words.tablet.shutEnglish : words.tablet.waitEnglish}</span>}
        </p>
      </main>
    </div>
  );
}
