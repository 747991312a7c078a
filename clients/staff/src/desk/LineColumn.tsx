import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { longest } from "@madoguchi/shared/lines.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Over, Plate, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { shortWhen, spokenWhen } from "../booking/days.ts";
import { callNext } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import type { House, HouseState } from "../house.ts";
import { lineOf, placeOf, rowOf } from "../place.ts";
import { Care } from "./Care.tsx";
import { DueTime } from "./DueTime.tsx";
import { WhyPlace } from "./WhyPlace.tsx";
import { AUTO, ORDER } from "./words.ts";

const SHORT = 7;
const TARGET_MINUTES = 45;

/** The left column: my line, live. */
export function LineColumn() {
  const state = useHouseState();
  const house = useHouse();
  const now = useNow(5_000);
  const [all, setAll] = useState(false);
  const [whys, setWhys] = useState(false);
  const line = lineOf(state);
  const place = placeOf(state);
  const seat = state.seats.get(state.me?.window ?? "");
  const because = whyNotCall(state.link, !!place, line.serving[0], line.calling[0], seat?.state);
  useKeys({
    F4: () => (because ? house.notice({ tone: "info", what: because }) : void callNext(house)),
    w: () => setWhys(!whys),
  });
  const shown = all ? line.waiting : line.waiting.slice(0, SHORT);
  const away = [...line.held, ...line.absent, ...line.processing];
  return (
    <aside className="col col-line" aria-label={W.line.mine}>
      <section>
        <Head name={W.line.waiting}>
          <b>{line.waiting.length}</b>
          {W.persons}
          {line.waiting.length > 0 && (
            <>
              ・{W.line.longest} <b>{longest(line.waiting, now)}</b>
              {W.minute}
            </>
          )}
        </Head>
        <ul className={whys ? "has-whys" : "may-why"}>
          {shown.map((row) => (
            <QueueRow
              key={row.visit}
              row={row}
              next={row.visit === line.queue[0]?.visit}
              why={<WhyPlace row={row} rows={line.queue} now={now} />}
              onPress={() => house.show(row.case)}
            >
              <Wait row={row} now={now} />
            </QueueRow>
          ))}
        </ul>
        {line.waiting.length > 1 && (
          <Button tone="plain" small keys="W" testId="why-order" onPress={() => setWhys(!whys)}>
            {whys ? ORDER.hide : ORDER.show}
          </Button>
        )}
        {line.waiting.length > SHORT && (
          <button type="button" className="link note" onClick={() => setAll(!all)}>
            {all ? W.line.less : W.line.more(line.waiting.length - SHORT)}
          </button>
        )}
      </section>
      <RowsSection name={W.line.ready} rows={line.ready} house={house}>
        {(row) => <DueTime row={row} now={now} />}
      </RowsSection>
      <RowsSection name={W.line.coming} rows={[...line.coming, ...line.booked]} house={house}>
        {(row) =>
          row.stage === "booked" ? (
            shortWhen(row.due ?? 0, now)
          ) : (
            <Plate no={state.catalog!.no(row.window ?? row.from_window)} />
          )
        }
      </RowsSection>
      <RowsSection name={`${W.line.held}・${W.line.absent}`} rows={away} house={house}>
        {(row) => {
          if (row.stage === "absent") return W.line.calls(row.calls ?? 0);
          if (row.stage === "processing") return <DueTime row={row} now={now} />;
          return `${minutesSince(row.since, now)}${W.minute}`;
        }}
      </RowsSection>
      <RowsSection name={W.tray.title} rows={undelivered(state)} house={house}>
        {(row) => <b className="over">{state.cases[row.case]?.tray.length}</b>}
      </RowsSection>
      <div className="colfoot">
        <Button
          tone={line.serving[0] || state.open ? undefined : "main"}
          wide
          keys="F4"
          testId="call-next"
          because={because}
          onPress={() => void callNext(house)}
        >
          {W.line.next}
        </Button>
        {because && <p className="note weak center">{because}</p>}
        {!because && seat?.auto && <p className="note weak center">{AUTO.stands}</p>}
      </div>
    </aside>
  );
}

/** Cases that were closed here while an edit of this screen had been refused: it is not forgotten. */
const undelivered = (state: HouseState): Row[] =>
  Object.keys(state.cases)
    .filter((id) => id !== state.open && state.cases[id]!.tray.length > 0)
    .map((id) => rowOf(state, id))
    .filter((row) => row !== null);

function whyNotCall(
  link: string,
  seated: boolean,
  serving: Row | undefined,
  calling: Row | undefined,
  seat: string | undefined,
): string | null {
  if (link !== "up") return W.link.needsLine;
  if (!seated) return W.line.noWindow;
  if (serving) return W.line.busy(serving.number);
  if (calling) return W.line.calling(calling.number);
  if (seat === "paused") return W.seat.paused;
  return seat && seat !== "open" && seat !== "away" ? W.line.closed : null;
}

export function Head({ name, children }: { name: string; children?: ReactNode }) {
  return (
    <div className="head">
      <h2 className="head-name">{name}</h2>
      <span className="sum">{children}</span>
    </div>
  );
}

export function Wait({ row, now }: { row: Row; now: number }) {
  const minutes = minutesSince(row.arrived, now);
  const over = minutes >= TARGET_MINUTES;
  return (
    <span className={over ? "over nowrap" : "nowrap"}>
      {over && <Over />} {minutes}
      {W.minute}
    </span>
  );
}

interface SectionProps {
  name: string;
  rows: Row[];
  house: House;
  children: (row: Row) => ReactNode;
}

function RowsSection({ name, rows, house, children }: SectionProps) {
  if (rows.length === 0) return null;
  return (
    <section>
      <Head name={name}>
        <b>{rows.length}</b>
        {W.items}
      </Head>
      <ul>
        {rows.slice(0, 6).map((row) => (
          <QueueRow key={row.visit} row={row} onPress={() => house.show(row.case)}>
            <span className="nowrap">{children(row)}</span>
          </QueueRow>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  row: Row;
  next?: boolean;
  /** Why it stands in this place, where that is to be had. */
  why?: ReactNode;
  onPress: () => void;
  children: ReactNode;
}

function QueueRow({ row, next, why, onPress, children }: RowProps) {
  const { catalog, open } = useHouseState();
  const names = ["qrow", next && "is-next", row.case === open && "is-on"].filter(Boolean).join(" ");
  return (
    <li>
      <button
        type="button"
        className={names}
        data-testid={`row-${row.number}`}
        title={row.stage === "booked" ? spokenWhen(row.due ?? 0) : `${W.line.arrived} ${clock(row.arrived)}`}
        onClick={onPress}
      >
        <Ticket no={row.number} />
        <span className="cut">
          {row.urgency === "urgent" && <b className="over">{W.line.urgent} </b>}
          <Care row={row} /> {catalog!.service(row.office, row.service)}
        </span>
        {children}
      </button>
      {why}
    </li>
  );
}
