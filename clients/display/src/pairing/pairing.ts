// Who this screen is: paired with a place, or waiting with a code for staff to type. Comes back by itself after a power cut.

import { No, post } from "@madoguchi/shared/http.ts";

export const KINDS = ["hall", "number", "tablet"] as const;
export type Kind = (typeof KINDS)[number];

/** A code lives five minutes; a new one is asked for a little before. */
export const CODE_LIVES_MS = 4.75 * 60_000;
export const ASK_EVERY_MS = 2_000;
const REMEMBERED = "madoguchi.display.kind";

export interface Paired {
  kind: Kind;
  office: string;
  window: string | null;
  name: string;
}

interface Mine {
  paired: boolean;
  kind?: string;
  office?: string;
  window?: string | null;
  name?: string;
}

/** What the server says that this screen is; null when it is not paired. */
export async function whoAmI(): Promise<Paired | null> {
  const mine = await post<Mine>("/api/displays/mine", {});
  if (!mine.paired || !isKind(mine.kind)) return null;
  return { kind: mine.kind, office: mine.office ?? "", window: mine.window ?? null, name: mine.name ?? "" };
}

export type Begun = { code: string } | { code: null; why: "away" | "too_many" };

/** A code for staff to type, or why there is none yet. */
export async function begin(kind: Kind): Promise<Begun> {
  try {
    return await post<{ code: string }>("/api/displays/begin", { kind });
  } catch (no) {
    return { code: null, why: no instanceof No && no.reason === "slow_down" ? "too_many" : "away" };
  }
}

export function isKind(text: string | null | undefined): text is Kind {
  return (KINDS as readonly string[]).includes(text ?? "");
}

/** What the address or this machine says that the screen is for. */
export function chosenKind(): Kind | null {
  const said = new URLSearchParams(location.search).get("kind") ?? localStorage.getItem(REMEMBERED);
  return isKind(said) ? said : null;
}

export function choose(kind: Kind | null): void {
  if (kind) localStorage.setItem(REMEMBERED, kind);
  else localStorage.removeItem(REMEMBERED);
}

/** Eight figures in two groups, as people read them out. */
export function grouped(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
