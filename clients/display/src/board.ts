// What a screen knows of its office, folded from what it hears: the welcome is the ground, every later message a step on it.

import { foldRow, foldSeat, type Rows, type Seats } from "@madoguchi/shared/lines.ts";
import type {
  Bulletin,
  LineMoved,
  LineWait,
  Me,
  Papers,
  PinAsked,
  Questions,
  ToClient,
} from "@madoguchi/shared/wire.ts";

export interface Board {
  me: Me | null;
  rows: Rows;
  seats: Seats;
  /** 待ち時間の目安 of lines where enough is known. */
  waits: LineWait[];
  /** What is said to everybody in the hall, now or later. */
  bulletins: Bulletin[];
  /** The newest line whose people all wait in another one now. */
  lineMoved: LineMoved | null;
  /** What a tablet asks its visitor now; `turn` null = nothing. */
  asked: Questions;
  /** What a tablet lets its visitor confirm and sign; `seen` null = nothing. */
  papers: Papers;
  /** Whether a card was left on the reader beside a tablet. */
  cardLies: boolean;
  /** What the reader's card waits for, typed on a tablet; `ask` null = nothing. */
  pin: PinAsked;
  /** Add to this screen's clock to get the server's (ms). */
  offset: number;
  /** So many ms the city's clock is set ahead, to rehearse a day to come. */
  ahead: number;
  /** Whether what happens reaches us at all. */
  live: boolean;
}

const NOTHING: Questions = { t: "questions", turn: null };
const NO_PAPERS: Papers = { t: "papers", seen: null };

const NO_PIN: PinAsked = { t: "pin_asked", ask: null };

export const EMPTY: Board = {
  me: null,
  rows: new Map(),
  seats: new Map(),
  waits: [],
  bulletins: [],
  lineMoved: null,
  asked: NOTHING,
  papers: NO_PAPERS,
  cardLies: false,
  pin: NO_PIN,
  offset: 0,
  ahead: 0,
  live: true,
};

/** The board after a message that was heard at `clock` (ms of this screen). What is not for boards changes nothing. */
export function hear(board: Board, message: ToClient, clock: number): Board {
  switch (message.t) {
    case "welcome":
      return {
        ...board,
        me: message.me,
        rows: new Map(message.rows.map((row) => [row.visit, row])),
        seats: new Map(message.seats.map((seat) => [seat.window, seat])),
        asked: NOTHING,
        papers: NO_PAPERS,
        pin: NO_PIN,
        offset: message.now - clock,
        ahead: message.ahead ?? 0,
      };
    case "moved":
      return { ...board, rows: foldRow(board.rows, message.row) };
    case "seats":
      return { ...board, seats: message.seats.reduce(foldSeat, board.seats) };
    case "waits":
      return { ...board, waits: message.lines };
    case "bulletins":
      return { ...board, bulletins: message.bulletins };
    case "line_moved":
      return { ...board, lineMoved: message };
    case "questions":
      return { ...board, asked: message };
    case "papers":
      return { ...board, papers: message };
    case "card_lies":
      return { ...board, cardLies: message.lies };
    case "pin_asked":
      return { ...board, pin: message };
    case "lamp":
      return { ...board, live: message.live };
    default:
      return board;
  }
}
