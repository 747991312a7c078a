// The cursor of a field whose place on the page changes: the items of a case stand in sections or in a form's order, and when
// one takes the other's place every field is made anew. The one that had the cursor has it again, with what was typed.

export interface Lifted {
  readonly field: string;
  readonly typed: string | null;
  readonly base: string | null | undefined;
  taken: boolean;
}

let lifted: Lifted | null = null;

export const cursor = {
  /** A field goes away with the cursor in it; whoever comes in the same moment in its name may have it. */
  lift: (it: Lifted): void => {
    lifted = it;
    setTimeout(() => {
      if (lifted === it) lifted = null;
    });
  },
  /** What the field of this name left a moment ago. */
  take: (field: string): Lifted | null => {
    const found = lifted?.field === field ? lifted : null;
    if (found) {
      lifted = null;
      found.taken = true;
    }
    return found;
  },
};
