import { waitingIn } from "@madoguchi/shared/lines.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { counts } from "@madoguchi/shared/rules/guidance.ts";
import type { Here } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { AskToCome } from "../coming/AskToCome.tsx";
import { hasBegun } from "../deeds.ts";
import { Head } from "../desk/LineColumn.tsx";
import { derive } from "../guidance/derive.ts";
import { useCase, useHouse, useHouseState, useKeys } from "../hooks.ts";
import type { HouseState } from "../house.ts";
import { isMine, rowOf } from "../place.ts";
import { Memos } from "./Memos.tsx";

/** The right column: who is here, notes, where next. */
export function PeopleColumn() {
  const { cases, catalogs, open: id } = useHouseState();
  if (!id || !cases[id]?.known || !catalogs[cases[id].catalog])
    return <aside className="col col-people" aria-label={W.people.title} />;
  return (
    <aside className="col col-people" aria-label={W.people.title}>
      <Present id={id} />
      <Memos id={id} />
      <Way id={id} />
      <Foot id={id} />
    </aside>
  );
}

function Present({ id }: { id: string }) {
  const state = useCase(id);
  const { cases, catalog, me } = state;
  const row = rowOf(state, id);
  const here = onePerClerk(cases[id]!.here);
  return (
    <section data-testid="presence">
      <Head name={W.people.title}>
        <b>{here.length}</b>
        {W.persons}
      </Head>
      <ul>
        {here.map((one) => {
          const own = one.clerk === me?.clerk && one.window === (me?.window ?? "");
          const what = one.field ? catalog!.label(one.field) : null;
          return (
            <li key={one.who} className="who">
              <Plate no={one.window ? catalog!.no(one.window) : "−"} off={!one.window} />
              <span className="cut">
                <b>{one.by}</b>
                {own && W.you}{" "}
                {one.window
                  ? catalog!.groupName(me!.office, catalog!.window(one.window)?.group ?? "")
                  : W.people.noWindow}
              </span>
              <span className={what && !own ? "at is-typing cut" : "at cut"}>
                {what && !own && <Icon name="pen" small />}{" "}
                {what ? (own ? W.people.at(what) : W.people.typing(what)) : W.people.watching}
              </span>
            </li>
          );
        })}
      </ul>
      {isMine(state, row) && row?.stage === "serving" && <AskToCome />}
    </section>
  );
}

/** Two screens of one clerk at one window are one person here. */
function onePerClerk(here: Here[]): Here[] {
  const found = new Map<string, Here>();
  for (const one of here) {
    const key = `${one.clerk}|${one.window}`;
    if (!found.has(key) || one.field) found.set(key, one);
  }
  return [...found.values()];
}

/** The counters still to come: as the visit is planned or, at its first window before anything was planned, as it will be. */
function ahead(state: HouseState, id: string): string[] {
  const row = rowOf(state, id);
  if (!row || row.way?.length || row.from_window) return row?.way ?? [];
  const here = state.catalog!.window(row.window)?.group;
  const stations = derive(state, id)?.guidance.way ?? [];
  return stations.map((one) => one.group).filter((group) => group !== here);
}

/** Where next; where nothing is left, whether nothing is to be done yet or all of it is done here. */
function Way({ id }: { id: string }) {
  const state = useHouseState();
  const row = rowOf(state, id);
  const way = ahead(state, id);
  const something = derive(state, id)?.guidance.procedures.some(counts);
  return (
    <section data-testid="way">
      <Head name={W.way.title}>{W.way.byProcedures}</Head>
      {way.length === 0 && (
        <p className="note" data-testid="way-none">
          {something ? W.way.last : W.way.none}
        </p>
      )}
      <ol>
        {way.map((group, index) => {
          const counter = state.catalog!.counter(row!.office, group);
          const line = state.catalog!.linesOf(row!.office, group)[0];
          const count = line ? waitingIn(state.rows, line.line).length : 0;
          return (
            <li key={group} className="stop" data-testid={`way-${group}`}>
              <span className="ord">{index + 1}</span>
              <Plate no={state.catalog!.windowsOf(row!.office, group)[0]?.number ?? "−"} />
              <span className="cut">{counter?.name ?? group}</span>
              <span className="note nowrap">{W.handOff.waits(count)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const MAY = new Set(["serving", "processing", "held"]);

/** Why neither slip nor hand-off is possible now; null when they are. */
function whyNot(state: HouseState, id: string): string | null {
  if (state.link !== "up") return W.link.needsLine;
  const row = rowOf(state, id);
  if (!isMine(state, row)) return W.case.nobody;
  return MAY.has(row?.stage ?? "") ? null : W.line.callingLead;
}

function Foot({ id }: { id: string }) {
  const state = useHouseState();
  const house = useHouse();
  const notNow = whyNot(state, id);
  const open = (overlay: "slip" | "handOff") => async () => {
    await hasBegun();
    const because = whyNot(house.get(), id);
    if (because) house.notice({ tone: "info", what: because });
    else house.set({ overlay });
  };
  const slip = () => void open("slip")();
  const hand = () => void open("handOff")();
  useKeys({ F3: slip, F12: hand });
  return (
    <div className="colfoot line">
      <Button keys="F3" testId="slip" because={notNow} onPress={slip}>
        {W.slip.short}
      </Button>
      <Button tone="main" grow keys="F12" testId="hand-off" because={notNow} onPress={hand}>
        {W.handOff.open}
      </Button>
    </div>
  );
}
