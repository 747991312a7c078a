// The right column: the chosen line's people, what needs a hand, cases between counters, who did not come.

import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { clock, minutesSince } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon, type IconName } from "@madoguchi/shared/parts/Icon.tsx";
import { Plate, Tag, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Row, Stage } from "@madoguchi/shared/wire.ts";
import { STAGES } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import { Care } from "../desk/Care.tsx";
import { type Need, needsOf } from "./needs.ts";
import { Outlook } from "./Outlook.tsx";
import { type Floor, isRemote, type LineState } from "./state.ts";
import { BOARD } from "./words.ts";

const MOST_FLOW = 12;
const ICONS: Record<Need["is"], IconName> = {
  nobody: "warn",
  over: "warn",
  long: "clock",
  away: "pause",
  stuck: "people",
};

interface AsideProps {
  floor: Floor;
  line: LineState | null;
  /** Whose rest of the day is shown: the chosen line, on the wall the one that needs it most. */
  looked: LineState | null;
  now: number;
  catalog: Catalog;
  /** Everybody of the chosen line goes elsewhere; absent where nothing is done from here. */
  onMoveLine?: (() => void) | undefined;
  onVisit?: OnVisit;
}

/** A floor manager looks at where a visit was; absent where nothing is done from here. */
type OnVisit = ((row: Row) => void) | undefined;

export function Aside({ floor, line, looked, now, catalog, onMoveLine, onVisit }: AsideProps) {
  return (
    <aside className="floor-side">
      {looked && <Outlook key={looked.line} line={looked} now={now} />}
      {line && <Waiting line={line} now={now} catalog={catalog} onVisit={onVisit} />}
      {line && line.waiting.length > 0 && onMoveLine && (
        <Button tone="plain" small keys="M" testId="move-line" onPress={onMoveLine}>
          {BOARD.moveLine.open}
        </Button>
      )}
      <Needs needs={needsOf(floor, now)} catalog={catalog} />
      <Flow floor={floor} now={now} catalog={catalog} onVisit={onVisit} />
      <Absent rows={floor.absent} onVisit={onVisit} />
    </aside>
  );
}

function Part({ title, sum, unit, children }: { title: string; sum: number; unit: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="head">
        {title}
        <span className="sum">
          <b>{sum}</b>
          {unit}
        </span>
      </h2>
      {children}
    </section>
  );
}

/** A visit's number; for a floor manager the way to where it was. */
function TicketOf({ row, onVisit }: { row: Row; onVisit: OnVisit }) {
  if (!onVisit) return <Ticket no={row.number} />;
  return (
    <button
      type="button"
      className="ticket-look"
      title={BOARD.timeline.open(row.number)}
      data-testid={`look-${row.number}`}
      onClick={() => onVisit(row)}
    >
      <Ticket no={row.number} />
    </button>
  );
}

interface WaitingProps {
  line: LineState;
  now: number;
  catalog: Catalog;
  onVisit?: OnVisit;
}

export function Waiting({ line, now, catalog, onVisit }: WaitingProps) {
  return (
    <Part title={BOARD.chosen(line.name)} sum={line.waiting.length} unit={BOARD.units.people}>
      {line.waiting.length === 0 && <p className="note">{BOARD.chosenNone}</p>}
      <ul className="floor-chosen" data-testid="board-chosen">
        {line.waiting.map((row) => {
          const minutes = minutesSince(row.line_since, now);
          const over = !isRemote(row) && minutes > line.target;
          return (
            <li className="qrow" key={row.visit}>
              <TicketOf row={row} onVisit={onVisit} />
              <span className="cut">
                <Care row={row} /> {catalog.service(row.office, row.service)}
              </span>
              <span className={over ? "over" : undefined}>{isRemote(row) ? BOARD.remote : BOARD.waited(minutes)}</span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Needs({ needs, catalog }: { needs: Need[]; catalog: Catalog }) {
  return (
    <Part title={BOARD.need.title} sum={needs.length} unit={BOARD.units.items}>
      {needs.length === 0 && (
        <p className="floor-calm">
          <b>{BOARD.need.none}</b>
          <br />
          {BOARD.need.noneLead}
        </p>
      )}
      <ul>
        {needs.map((need) => {
          const { what, lead } = said(need, catalog);
          return (
            <li className={`floor-need is-${need.is}`} key={what} data-testid={`need-${need.is}`}>
              <h3>
                <Icon name={ICONS[need.is]} />
                {what}
              </h3>
              <p>{lead}</p>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function said(need: Need, catalog: Catalog): { what: string; lead: string } {
  const words = BOARD.need;
  switch (need.is) {
    case "nobody":
      return {
        what: words.nobody(need.line.name),
        lead: words.nobodyLead(need.line.waiting.length, need.line.longest),
      };
    case "over":
      return { what: words.over(need.line.name, need.line.longest - need.line.target), lead: overLead(need.line) };
    case "long":
      return {
        what: words.long(need.window.row?.number ?? "", need.window.number, need.minutes),
        lead: words.longLead(need.window.who),
      };
    case "away":
      return { what: words.away(need.window.number), lead: words.awayLead(need.window.who, need.minutes) };
    case "stuck":
      return {
        what: words.stuck(need.row.number, STAGES[need.row.stage as Stage], need.minutes),
        lead: words.stuckLead(lineName(catalog, need.row)),
      };
  }
}

function overLead(line: LineState): string {
  const open = line.windows.filter((one) => one.use === "free" || one.use === "busy" || one.use === "calling").length;
  return BOARD.need.overLead(line.waiting.length, open);
}

interface FlowProps {
  floor: Floor;
  now: number;
  catalog: Catalog;
  onVisit?: OnVisit;
}

export function Flow({ floor, now, catalog, onVisit }: FlowProps) {
  const { flow: rows, targets } = floor;
  return (
    <Part title={BOARD.flow.title} sum={rows.length} unit={BOARD.units.items}>
      {rows.length === 0 && <p className="note">{BOARD.flow.none}</p>}
      <ul>
        {rows.slice(0, MOST_FLOW).map((row) => (
          <FlowRow
            key={row.visit}
            row={row}
            now={now}
            catalog={catalog}
            most={targets.flow_minutes}
            onVisit={onVisit}
          />
        ))}
      </ul>
      {rows.length > MOST_FLOW && <p className="note">{BOARD.flow.more(rows.length - MOST_FLOW)}</p>}
    </Part>
  );
}

interface FlowRowProps {
  row: Row;
  now: number;
  catalog: Catalog;
  /** Minutes after which the case stands still. */
  most: number;
  onVisit: OnVisit;
}

function FlowRow({ row, now, catalog, most, onVisit }: FlowRowProps) {
  const minutes = minutesSince(row.since, now);
  const from = row.from_window ?? row.window;
  return (
    <li className="qrow flow-row" data-testid={`flow-${row.number}`}>
      <TicketOf row={row} onVisit={onVisit} />
      <span className="floor-way">
        {from && <Plate no={catalog.no(from)} />}
        {row.stage === "passing" && (
          <>
            <Icon name="arrow" small />
            {row.to_window ? (
              <Plate no={catalog.no(row.to_window)} />
            ) : (
              <span className="cut">{lineName(catalog, row)}</span>
            )}
          </>
        )}
        <Tag>{STAGES[row.stage as Stage]}</Tag>
        <Care row={row} />
      </span>
      <span className={minutes > most ? "over" : undefined}>{BOARD.minutes(minutes)}</span>
    </li>
  );
}

export function Absent({ rows, onVisit }: { rows: Row[]; onVisit?: OnVisit }) {
  return (
    <Part title={BOARD.absent.title} sum={rows.length} unit={BOARD.units.people}>
      {rows.length === 0 && <p className="note">{BOARD.absent.none}</p>}
      <ul>
        {rows.map((row) => (
          <li className="qrow" key={row.visit} data-testid={`absent-${row.number}`}>
            <TicketOf row={row} onVisit={onVisit} />
            <span>
              {BOARD.absent.calls(row.calls ?? 0)} <Care row={row} />
            </span>
            <span>{BOARD.since(clock(row.since))}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function lineName(catalog: Catalog, row: Row): string {
  return catalog.line(row.office, row.line)?.name ?? row.line;
}
