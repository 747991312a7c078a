// The cursor of a field whose place on the page changes: the items of a case stand in sections or in a form's order, and when
// one takes the other's place every field is made anew. The one that had the cursor has it again, with what was typed.

export interface Lifted {
  readonly field: string;
  readonly typed: string | null;
  readonly base: string | null | undefined;
  /** From where to where letters were selected; null where nothing can be. */
  readonly selected: readonly [number, number] | null;
  taken: boolean;
}

type Typed = HTMLInputElement | HTMLTextAreaElement;
const isTyped = (field: Element | null): field is Typed =>
  field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;

/** What is selected in a field: the next letter replaces it. */
export const selectedIn = (field: Element | null): Lifted["selected"] =>
  isTyped(field) ? [field.selectionStart ?? 0, field.selectionEnd ?? 0] : null;

export function select(field: Element | null, selected: Lifted["selected"]): void {
  if (isTyped(field) && selected) field.setSelectionRange(...selected);
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
