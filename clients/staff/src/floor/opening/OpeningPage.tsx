// 始業点検: one page of lights before the doors open. Each stands on a fact that the server looked up now.

import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { get } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Lamp } from "@madoguchi/shared/parts/signs.tsx";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useEffect } from "react";
import { useAsk } from "../../admin/hooks.ts";
import { PageHead } from "../../admin/parts/PageHead.tsx";
import { Waiting } from "../../admin/Waiting.tsx";
import { FLOOR, OPENING } from "../words.ts";
import { Trial } from "./Trial.tsx";

export type What = keyof typeof OPENING.what;
export type State = "good" | "look" | "bad" | "none";

export interface Light {
  what: What;
  state: State;
  good?: number;
  all?: number;
  names?: string[];
  at?: number;
  day?: string;
}

interface Check {
  at: number;
  day: string;
  open: boolean;
  lights: Light[];
}

/** So often the lights are looked up again. */
const AGAIN_MS = 15_000;
const LAMPS = { good: "on", look: "look", bad: "off" } as const;

export function OpeningPage() {
  const asked = useAsk("opening", () => get<Check>("/api/opening"));
  const again = asked.is === "loading" ? undefined : asked.again;
  useEffect(() => {
    if (!again) return;
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <section className="admin-page floor-page" data-testid="opening">
      <PageHead title={FLOOR.pages.opening} lead={OPENING.lead} />
      <Waiting asked={asked}>{(check) => <Lights check={check} />}</Waiting>
      <Trial onSeen={() => again?.()} />
      <div className="deeds">
        <Button small testId="opening-again" because={again ? null : OPENING.looking} onPress={() => again?.()}>
          {OPENING.again}
        </Button>
      </div>
    </section>
  );
}

function Lights({ check }: { check: Check }) {
  const worse = check.lights.filter((one) => one.state === "bad" || one.state === "look").length;
  return (
    <>
      <p className="opening-sum" data-testid="opening-sum">
        <b>{worse === 0 ? OPENING.allGood : OPENING.some(worse)}</b>
        <span className="note">
          {show(check.day, "wareki", true)} {OPENING.at(clock(check.at))} {!check.open && OPENING.closedDay}
        </span>
      </p>
      <ul className="opening-lights">
        {check.lights.map((light) => (
          <li
            key={light.what}
            className={`is-${light.state}`}
            data-testid={`light-${light.what}`}
            data-state={light.state}
          >
            <Sign state={light.state} />
            <h2>{OPENING.what[light.what]}</h2>
            <p>{factOf(light)}</p>
            {(light.state === "look" || light.state === "bad") && OPENING.now[light.what] && (
              <p className="note">{OPENING.now[light.what]}</p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Sign({ state }: { state: State }) {
  if (state === "none") return <span className="note">{OPENING.states.none}</span>;
  return <Lamp state={LAMPS[state]}>{OPENING.states[state]}</Lamp>;
}

/** What the light stands on, in words. */
function factOf({ what, good = 0, all = 0, names = [], at = 0, day = "" }: Light): string {
  const said = OPENING.fact;
  const named = names.length > 0 ? said.named(names.slice(0, 6).join("、"), names.length) : "";
  const still = named && said.still + named;
  switch (what) {
    case "house":
      return names.length > 0 ? said.broken(names.map((one) => OPENING.parts[one] ?? one).join("、")) : said.house;
    case "backup":
      return at > 0 ? said.backup(show(dayOf(at)), clock(at)) : said.noBackup;
    case "night":
      return all > 0 ? said.left(all) + named : said.night;
    case "numbers":
      return all > 0 ? said.given(all) : said.fresh;
    case "reserve":
      return all > 0 ? said.reserve(all, show(dayOf(at))) : said.noReserve;
    case "plan":
      return said.plan(good, all) + (names.length > 0 ? said.unplanned(names.length) : "");
    case "forecast":
      return day ? said.learned(show(day)) : said.notLearned;
    case "catalog":
      return said.version(all);
    case "voice":
      return all === 0 ? said.nothing : said.heard(good, all) + still;
    case "printers":
      return all === 0 ? said.nothing : said.printed(good, all) + still;
    default:
      return all === 0 ? said.nothing : said.alive(good, all) + still;
  }
}
