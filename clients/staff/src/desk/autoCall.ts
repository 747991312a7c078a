// 自動で次の方を呼ぶ: when it is time for it, and what stands against it. The server decides who it is, and that it is once.

import type { MyLine } from "@madoguchi/shared/lines.ts";
import { ENDS } from "@madoguchi/shared/lines.ts";
import type { Row, Seat } from "@madoguchi/shared/wire.ts";

/** From the end of one visit to the call of the next. */
export const COUNTDOWN_MS = 5_000;

/** A visit that this window has just let go: finished, or handed on. */
export const letGo = (row: Row | undefined, window: string): row is Row =>
  row !== undefined && row.from_window === window && (row.stage === "passing" || ENDS.has(row.stage));

export interface Desk {
  link: string;
  covered: boolean;
  /** The case on the screen. */
  open: string | null;
  seat: Seat | undefined;
  line: Pick<MyLine, "calling" | "serving" | "queue">;
}

/** Whether the next may still be called by itself, after that visit. */
export function mayCall(desk: Desk, gone: Row): boolean {
  const { link, covered, open, seat, line } = desk;
  if (link !== "up" || covered || !seat?.auto || seat.state !== "open") return false;
  return (open === null || open === gone.case) && !line.calling[0] && !line.serving[0] && line.queue.length > 0;
}
