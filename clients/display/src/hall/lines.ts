// Each line as the hall shows it: how many wait, and which windows are open. Only lines where something is going on.

import { waitText } from "@madoguchi/shared/waits.ts";
import type { HandingWait, LineWait, Row, Seat } from "@madoguchi/shared/wire.ts";
import type { House } from "../city.ts";

/** Somebody in these stages waits for a window of the line. */
export const WAITING = new Set(["waiting", "passing"]);
/** Somebody in these stages was received, and waits for what is handed over. */
const RECEIVED = new Set(["processing", "ready"]);

export interface LineState {
  line: string;
  name: string;
  floor: string;
  waiting: number;
  /** Signs of the open windows, in the order of the house. */
  open: string[];
  /** 待ち時間の目安; null = not enough is known, or no window is open. */
  wait: string | null;
  /** Not the line itself but what is handed over there after the reception (お渡し). */
  handing?: true;
}

/** The lines of an office, in the order of the house; under a line what is handed over there, where it is known how long
 * that takes. Quiet counters stand on no board. */
export function lineStates(
  house: House,
  office: string,
  rows: Iterable<Row>,
  seats: Iterable<Seat>,
  waits: Iterable<LineWait> = [],
): LineState[] {
  const every = [...rows];
  const waiting = counted(every, WAITING);
  const received = counted(every, RECEIVED);
  const open = new Map([...seats].filter((seat) => seat.state === "open").map((seat) => [seat.window, seat]));
  const said = new Map([...waits].map((one) => [one.line, one]));
  return house.lines
    .filter((line) => line.office === office)
    .map((line) => stateOf(house, line, waiting.get(line.line) ?? 0, open, said.get(line.line)))
    .filter((state) => state !== null)
    .flatMap((state) => [state, handingOf(state, received.get(state.line) ?? 0, said.get(state.line)?.handing)])
    .filter((state) => state !== null && (state.waiting > 0 || state.open.length > 0)) as LineState[];
}

function counted(rows: readonly Row[], stages: ReadonlySet<string>): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) if (stages.has(row.stage)) found.set(row.line, (found.get(row.line) ?? 0) + 1);
  return found;
}

/** What is handed over at a line: how many wait for it, and how long after the reception. */
function handingOf(line: LineState, received: number, said: HandingWait | null | undefined): LineState | null {
  if (said?.state !== "known") return null;
  return { ...line, waiting: received, wait: waitText(said), handing: true };
}

function stateOf(
  house: House,
  line: House["lines"][number],
  waiting: number,
  seats: ReadonlyMap<string, Seat>,
  said: LineWait | undefined,
): LineState | null {
  const counter = house.counters.find((one) => one.office === line.office && one.group === line.group);
  if (counter?.quiet) return null;
  const open = house.windows.filter(
    ({ window, office, group }) =>
      office === line.office && seats.has(window) && (seats.get(window)?.serves ?? group) === line.group,
  );
  return {
    line: line.line,
    name: counter?.name ?? line.name,
    floor: counter?.floor ?? "",
    waiting,
    open: open.map((one) => one.number),
    wait: open.length > 0 && said?.state === "known" ? waitText(said) : null,
  };
}

/** How many people stand in a line. */
export function peopleIn(line: string, rows: Iterable<Row>): number {
  return [...rows].filter((row) => row.line === line && WAITING.has(row.stage)).length;
}

/** What fits on the screen, a page at a time; nothing scrolls. */
export function pageOf<T>(all: readonly T[], size: number, turn: number): { rows: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = ((turn % pages) + pages) % pages;
  return { rows: all.slice(page * size, (page + 1) * size), page: page + 1, pages };
}
