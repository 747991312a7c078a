// 「12番へ来てください」: what this window asks of others, and what others ask of it.

import type { WindowAt } from "@madoguchi/shared/catalog.ts";
import type { Rows } from "@madoguchi/shared/lines.ts";
import type { Bulletin, Come, Row } from "@madoguchi/shared/wire.ts";

export interface Asked extends Bulletin {
  come: Come;
}

/** What stands now: asked, not over, and the visit still sits at the window that asks. */
export function standing(bulletins: readonly Bulletin[], rows: Rows, now: number): Asked[] {
  const there = (come: Come): boolean => {
    const row = rows.get(come.visit);
    return row?.window === come.window && row.stage === "serving";
  };
  return bulletins.filter((one): one is Asked => one.come != null && one.until > now && there(one.come));
}

/** The window that comes. */
export const comes = (one: Bulletin): string | null =>
  Object.entries(one.answers ?? {}).find(([, answer]) => answer === "coming")?.[0] ?? null;

/** What is asked of this window and waits for its answer. */
export const toAnswer = (asked: readonly Asked[], at: WindowAt): Asked[] =>
  asked.filter(
    (one) =>
      one.come.window !== at.window &&
      (one.window ? one.window === at.window : one.group === at.group) &&
      comes(one) === null &&
      !one.answers?.[at.window],
  );

/** Where this window said that it goes. */
export const going = (asked: readonly Asked[], at: WindowAt): Asked[] =>
  asked.filter((one) => comes(one) === at.window);

/** What this window asks of others, for the visit that it serves. */
export const asking = (asked: readonly Asked[], row: Row | null): Asked[] =>
  asked.filter((one) => row !== null && one.come.visit === row.visit);
