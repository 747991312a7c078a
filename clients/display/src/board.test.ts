import type { Row, Seat, ToClient } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { EMPTY, hear } from "./board.ts";

const row = (version: number, stage: string): Row => ({
  visit: "v1",
  case: "",
  version,
  office: "main",
  day: "",
  number: "A001",
  stage,
  line: "G05",
  service: "",
  arrived: 0,
  since: 0,
  line_since: 0,
});
const seat = (version: number, state: string): Seat => ({ window: "W05", office: "main", version, state, since: 0 });
const welcome = (rows: Row[], now = 5_000): ToClient => ({
  t: "welcome",
  wire: 1,
  epoch: "999989:1:x",
  me: { clerk: "", name: "1階", roles: ["hall"], office: "main" },
  now,
  rows,
  seats: [seat(1, "closed")],
});

describe("the board of a screen", () => {
  it("knows the server's time from the welcome", () => {
    expect(hear(EMPTY, welcome([], 5_000), 2_000).offset).toBe(3_000);
  });

  it("takes the newer of two versions, whichever comes first", () => {
    const board = hear(EMPTY, welcome([row(1, "waiting")]), 0);
    const newer = hear(board, { t: "moved", what: "call", row: row(3, "calling") }, 0);
    const late = hear(newer, { t: "moved", what: "plan", row: row(2, "waiting") }, 0);
    expect(late.rows.get("v1")?.stage).toBe("calling");
    const open = hear(newer, { t: "seats", seats: [seat(2, "open"), seat(1, "away")] }, 0);
    expect(open.seats.get("W05")?.state).toBe("open");
  });

  it("forgets at a new welcome what is no longer there", () => {
    const board = hear(EMPTY, welcome([row(1, "waiting")]), 0);
    expect(hear(board, welcome([]), 0).rows.size).toBe(0);
  });

  it("says when what happens does not reach it", () => {
    expect(hear(EMPTY, { t: "lamp", live: false, record: true }, 0).live).toBe(false);
  });
});
