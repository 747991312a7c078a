// Whether a line that still stands carries anything. A cut line tells of itself; one behind which a switch, a radio link or
// a sleeping machine has gone says nothing at all, and the library notices after 20 s. Pure: told of every tick (0.5 s)
// and of everything that is heard. Ticks and not the clock: a page that stood still, or a clock put back, is no silence.

/** So many ticks without a word, and the server is asked for a sign of life. */
export const QUIET = 4;
/** So many more ticks for its answer: the slowest line there and back (4 s), and a little. */
export const PATIENCE = 10;
/** A line that is slower still must not be given up for ever: each time we wait longer. */
const LONGEST = 40;

export class Silence {
  private ticks = 0;
  private patience = PATIENCE;

  /** What to do now. */
  tick(): "ask" | "give up" | null {
    this.ticks += 1;
    if (this.ticks === QUIET) return "ask";
    if (this.ticks < QUIET + this.patience) return null;
    this.ticks = 0;
    this.patience = Math.min(2 * this.patience, LONGEST);
    return "give up";
  }

  /** Anything at all came. */
  heard(): void {
    if (this.ticks >= QUIET && this.ticks < QUIET + PATIENCE) this.patience = PATIENCE;
    this.ticks = 0;
  }
}
