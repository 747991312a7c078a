// The key and the button of a field that bring the search for a letter, and the letter into the field.

import type { ItemDef } from "@madoguchi/shared/rules/fields.ts";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useKeys } from "../hooks.ts";
import { LetterDialog } from "./LetterDialog.tsx";
import { type At, letterAt, swapped } from "./swap.ts";
import { L } from "./words.ts";

/** Where people, places and reasons are written: items in which a rare letter may stand. */
const LETTERED: ReadonlySet<string> = new Set(["name", "address", "text", "longtext"]);

/** Items that show as they print. */
export const isNamed = (item: ItemDef): boolean => item.kind === "name" || item.kind === "address";

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Props {
  item: ItemDef;
  field: RefObject<Field | null>;
  /** What stands in the field now. */
  text: string;
  closed: boolean;
  /** The text with another letter in it, as if it was typed. */
  onText: (text: string) => void;
}

export interface Letters {
  /** The field has the cursor, or has lost it. */
  readonly focused: (has: boolean) => void;
  /** The button and the dialog of the field. */
  readonly part: ReactNode;
}

/** Another form of the letter before the cursor, by one key or by a button that the cursor brings. */
export function useLetters({ item, field, text, closed, onText }: Props): Letters {
  const [here, setHere] = useState(false);
  const [open, setOpen] = useState<{ text: string; at: At } | null>(null);
  const cursor = useRef<number | null>(null);
  const serves = LETTERED.has(item.kind) && !closed;
  const begin = () => {
    const element = field.current;
    if (!element) return;
    cursor.current = element.selectionEnd ?? element.value.length;
    flushSync(() => element.blur()); // what was typed is written, and the field shows it as it stands
    setOpen({ text: element.value, at: letterAt(element.value, cursor.current) });
  };
  useKeys(serves && here ? { "Alt+v": begin } : {});
  useEffect(() => {
    if (open || cursor.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  }, [open, field]);
  function take(letter: string): void {
    const next = swapped(open!.text, open!.at, letter);
    cursor.current = next.cursor;
    onText(next.text);
    setOpen(null);
  }
  if (!serves) return { focused: setHere, part: null };
  return {
    focused: setHere,
    part: (
      <>
        {here && !open && (
          <button
            type="button"
            className="letters-open"
            tabIndex={-1}
            title={L.key}
            data-testid="letters-open"
            onPointerDown={(event) => event.preventDefault()}
            onClick={begin}
          >
            {L.open}
          </button>
        )}
        {open && (
          <LetterDialog
            text={open.text}
            at={open.at}
            changed={text !== open.text}
            onTake={take}
            onClose={() => setOpen(null)}
          />
        )}
      </>
    ),
  };
}
