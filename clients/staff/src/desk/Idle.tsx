import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { ENDS } from "@madoguchi/shared/lines.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Plate, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { SEATS, stageName, W } from "@madoguchi/shared/words.ts";
import { spokenWhen } from "../booking/days.ts";
import { Delivering } from "../certificate/Delivering.tsx";
import { callNext, serve, takeBack, tell } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { lineOf, windowOf } from "../place.ts";
import { Care } from "./Care.tsx";
import { Head, Wait } from "./LineColumn.tsx";
import { WhyPlace } from "./WhyPlace.tsx";

/** The window is free: who is next, who is on the way, what can be taken back. */
export function Idle() {
  const state = useHouseState();
  const house = useHouse();
  const line = lineOf(state);
  const at = windowOf(state);
  const seat = at && state.seats.get(at.window);
  useKeys({ z: () => void takeBack(house) });
  return (
    <div className="idle">
      <h1>{at ? W.line.freeTitle(at.number) : W.seat.none}</h1>
      {seat && seat.state !== "open" && seat.state !== "away" && (
        <Band tone="look" what={seat.state === "paused" ? W.seat.paused : W.line.closed}>
          <Button tone="main" small testId="open-window" onPress={() => void tell(house, { kind: "open_window" })}>
            {W.seat.open}
          </Button>
        </Band>
      )}
      <TakeBack rows={line.passed} />
      {line.calling[0] ? <Calling row={line.calling[0]} /> : <NextUp rows={line.queue} />}
      <Delivering />
      <p className="scan-hint">
        <Icon name="scan" />
        {W.line.scan}
      </p>
      <div className="two">
        <Soon rows={[...line.coming, ...line.booked]} />
        <Neighbours />
      </div>
      <Figures />
    </div>
  );
}

function TakeBack({ rows }: { rows: Row[] }) {
  const { catalog } = useHouseState();
  const house = useHouse();
  const last = rows.toSorted((a, b) => b.since - a.since)[0];
  if (!last) return null;
  const to = last.to_window
    ? W.place(catalog!.no(last.to_window))
    : (catalog!.line(last.office, last.line)?.name ?? last.line);
  return (
    <Band
      tone="kept"
      what={
        <>
          <Ticket no={last.number} /> {W.line.handed(to)}
        </>
      }
    >
      <Button small keys="Z" testId="take-back" onPress={() => void takeBack(house)}>
        {W.line.takeBack}
      </Button>
    </Band>
  );
}

function Calling({ row }: { row: Row }) {
  const { catalog } = useHouseState();
  const house = useHouse();
  return (
    <section className="nextup">
      <Ticket no={row.number} testId="calling" />
      <div>
        <h2>
          {W.line.calling(row.number)} <Care row={row} />
        </h2>
        <p>{catalog!.service(row.office, row.service)}</p>
        <p className="note">{W.line.callingLead}</p>
      </div>
      <div className="deeds">
        <Button tone="main" grow keys="Enter" testId="serve" autoFocus onPress={() => void serve(house, row)}>
          {W.line.start}
        </Button>
        <CallDeeds row={row} />
      </div>
    </section>
  );
}

/** What can be done while somebody is being called. */
export function CallDeeds({ row, small = false }: { row: Row; small?: boolean }) {
  const house = useHouse();
  return (
    <>
      <Button
        tone="plain"
        small={small}
        testId="call-again"
        onPress={() => void tell(house, { kind: "call_again", visit: row.visit })}
      >
        {W.line.again}
      </Button>
      <Button
        tone="plain"
        small={small}
        testId="absent"
        onPress={() => void tell(house, { kind: "absent", visit: row.visit })}
      >
        {W.line.setAbsent}
      </Button>
      <Button
        tone="plain"
        small={small}
        testId="back"
        onPress={() => void tell(house, { kind: "back", visit: row.visit })}
      >
        {W.line.backToLine}
      </Button>
    </>
  );
}

function NextUp({ rows }: { rows: Row[] }) {
  const { catalog, me } = useHouseState();
  const house = useHouse();
  const now = useNow(5_000);
  const row = rows[0];
  if (!row) {
    return (
      <section className="nobody">
        <h2>{W.line.emptyTitle}</h2>
        <p className="note">{W.line.emptyLead}</p>
      </section>
    );
  }
  return (
    <section className="nextup">
      <Ticket no={row.number} />
      <div>
        <h2>
          {catalog!.service(row.office, row.service)} <Care row={row} />
        </h2>
        <dl>
          <div>
            <dt>{W.line.arrived}</dt>
            <dd>{clock(row.arrived)}</dd>
          </div>
          <div>
            <dt>{W.line.waited}</dt>
            <dd>
              <Wait row={row} now={now} />
            </dd>
          </div>
          <div>
            <dt>{W.line.stage}</dt>
            <dd>{stageName(row.stage)}</dd>
          </div>
        </dl>
        <WhyPlace row={row} rows={rows} now={now} />
      </div>
      <div className="deeds">
        <Button
          tone="main"
          grow
          keys="F4"
          because={me?.window ? null : W.line.noWindow}
          onPress={() => void callNext(house)}
        >
          {W.line.callNumber(row.number)}
        </Button>
        <Button tone="plain" onPress={() => house.show(row.case)}>
          {W.line.prepare}
        </Button>
        <Button tone="plain" testId="call-number" onPress={() => house.set({ overlay: "callNumber" })}>
          {W.line.byNumber}
        </Button>
      </div>
    </section>
  );
}

function Soon({ rows }: { rows: Row[] }) {
  const { catalog } = useHouseState();
  const house = useHouse();
  return (
    <section>
      <Head name={W.line.soon}>{W.line.soonSum}</Head>
      <ul className="prep">
        {rows.slice(0, 4).map((row) => (
          <li key={row.visit}>
            <Ticket no={row.number} />
            <span className="cut">
              <b>{catalog!.service(row.office, row.service)}</b>
              <br />
              <span className="note">
                {row.stage !== "booked" && <Plate no={catalog!.no(row.window ?? row.from_window)} />}{" "}
                {stageName(row.stage)} <Care row={row} /> {row.stage === "booked" && spokenWhen(row.due ?? 0)}
              </span>
            </span>
            <Button small onPress={() => house.show(row.case)}>
              {W.line.open}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbours() {
  const state = useHouseState();
  const at = windowOf(state);
  const now = useNow(10_000);
  if (!at) return <section />;
  const others = state.catalog!.windowsOf(at.office, at.group).filter((one) => one.window !== at.window);
  return (
    <section>
      <Head name={W.line.windows} />
      <ul className="prep prep-s">
        {others.map((window) => {
          const seat = state.seats.get(window.window);
          const served = [...state.rows.values()].find(
            (row) => row.window === window.window && row.stage === "serving",
          );
          const open = seat?.state === "open";
          return (
            <li key={window.window}>
              <Plate no={window.number} off={!open} />
              <span className="cut">
                {seat?.clerks?.join("、")}{" "}
                <span className="note">{served ? served.number : SEATS[seat?.state ?? "closed"]}</span>
              </span>
              <span className="note">{served ? `${minutesSince(served.since, now)}${W.minute}` : ""}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Today's figures of this counter, from the rows that this screen has. */
function Figures() {
  const state = useHouseState();
  const at = windowOf(state);
  const rows = [...state.rows.values()].filter((row) => row.office === at?.office && row.stage !== "booked");
  const done = rows.filter((row) => ENDS.has(row.stage));
  const here = rows.filter((row) => row.window === at?.window && ENDS.has(row.stage));
  return (
    <dl className="figs">
      <div>
        <dt>{W.line.today}</dt>
        <dd>
          {rows.length}
          <small>{W.items}</small>
        </dd>
      </div>
      <div>
        <dt>{W.line.finished}</dt>
        <dd>
          {done.length}
          <small>{W.items}</small>
        </dd>
      </div>
      <div>
        <dt>{at ? W.windowNo(at.number) : W.line.mine}</dt>
        <dd>
          {here.length}
          <small>{W.items}</small>
        </dd>
      </div>
    </dl>
  );
}
