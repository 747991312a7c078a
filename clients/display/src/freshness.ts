// Whether what stands on the screen is true now. A cut cable is noticed by asking, not by waiting for a message that never comes.

export const ASK_EVERY_MS = 3_000;
/** Older than this, the screen says so. */
export const STALE_MS = 10_000;

export interface Signs {
  /** When the line to the server was last known to stand (ms of this screen), and the house to be alive. */
  well: number;
  up: boolean;
  live: boolean;
  /** When the server last answered. */
  answered: number;
}

export function begun(clock: number): Signs {
  return { well: clock, up: false, live: true, answered: clock };
}

/** The signs at `clock`, after what changed. */
export function signs(before: Signs, change: Partial<Signs>, clock: number): Signs {
  const now = { ...before, ...change };
  const well = now.up && now.live && clock - now.answered < STALE_MS;
  return { ...now, well: well ? now.answered : now.well };
}

/** Since when (ms of this screen) the screen may be out of date; null while it is current. */
export function staleSince(now: Signs, clock: number): number | null {
  return clock - now.well >= STALE_MS ? now.well : null;
}

/** Whether the server answers at all, asked within four seconds. */
export async function answers(): Promise<boolean> {
  try {
    const response = await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(4_000) });
    return response.ok;
  } catch {
    return false;
  }
}
