// お知らせ: which notice of the floor manager stands on the board now.

import type { Bulletin } from "@madoguchi/shared/wire.ts";
import { pageOf } from "./lines.ts";

/** So long one stands before the next one comes. */
const PAGE_MS = 12_000;

export interface Notice {
  bulletin: Bulletin;
  page: number;
  pages: number;
}

/** The one whose turn it is at `now` (ms of the server's clock); null = none stands. */
export function noticeAt(bulletins: readonly Bulletin[], now: number): Notice | null {
  const standing = bulletins.filter((one) => one.since <= now && now < one.until);
  const { rows, page, pages } = pageOf(standing, 1, Math.floor(now / PAGE_MS));
  return rows[0] ? { bulletin: rows[0], page, pages } : null;
}
