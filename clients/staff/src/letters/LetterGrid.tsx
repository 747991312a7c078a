// Letters to choose from, walked with the arrows as they stand on the screen.

import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Group } from "./api.ts";
import { codesOf } from "./swap.ts";
import { L } from "./words.ts";

interface Props {
  groups: readonly Group[];
  /** What is said over a group. */
  headOf: (of: string) => string;
  /** The letter that stands in the field. */
  now: string;
  /** Which letter the cursor is on. */
  onLook: (letter: string) => void;
  onTake: (letter: string) => void;
  /** Put the cursor on the first letter that is another than the one in the field. */
  focus: boolean;
}

/** Letters to choose from, gone through with the arrows; Enter takes one. */
export function LetterGrid({ groups, headOf, now, onLook, onTake, focus }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const first = firstOther(groups, now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when other letters have come
  useEffect(() => {
    if (focus) tiles(box.current)[first]?.focus();
  }, [groups]);
  let at = 0;
  return (
    <div
      className="letters-grid"
      ref={box}
      role="toolbar"
      aria-label={L.letters}
      data-testid="letters"
      onKeyDown={(event) => move(event, box.current)}
    >
      {groups.map((group) => (
        <div key={group.of} className="letters-group">
          {headOf(group.of) && <h3>{headOf(group.of)}</h3>}
          <div className="letters-row">
            {group.letters.map((letter) => (
              <button
                key={letter}
                type="button"
                className="letter named"
                tabIndex={at++ === first ? 0 : -1}
                aria-current={letter === now ? "true" : undefined}
                title={codesOf(letter)}
                data-letter={codesOf(letter)}
                onFocus={() => onLook(letter)}
                onPointerEnter={() => onLook(letter)}
                onClick={() => onTake(letter)}
              >
                {letter}
              </button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The place of the first letter that is another one. */
function firstOther(groups: readonly Group[], now: string): number {
  return Math.max(
    0,
    groups.flatMap((group) => group.letters).findIndex((letter) => letter !== now),
  );
}

const tiles = (box: HTMLElement | null): HTMLElement[] => [...(box?.querySelectorAll<HTMLElement>(".letter") ?? [])];

/** Left and right by letters, up and down by lines as they stand on the screen. */
function move(event: KeyboardEvent, box: HTMLElement | null): void {
  const all = tiles(box);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? undefined : target(event.key, all, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function target(key: string, all: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowRight") return all[at + 1];
  if (key === "ArrowLeft") return all[at - 1];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key === "ArrowDown") return nearest(all.slice(at + 1), all[at]!, 1);
  if (key === "ArrowUp") return nearest(all.slice(0, at).reverse(), all[at]!, -1);
  return undefined;
}

/** In the next line in this direction, the letter that stands nearest. */
function nearest(others: readonly HTMLElement[], from: HTMLElement, way: 1 | -1): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const beyond = others.map((one) => ({ one, box: one.getBoundingClientRect() }));
  const line = beyond.find(({ box }) => (box.top - here.top) * way > 1)?.box.top;
  const inLine = beyond.filter(({ box }) => box.top === line);
  const off = ({ box }: { box: DOMRect }) => Math.abs(box.left - here.left);
  return inLine.sort((a, b) => off(a) - off(b))[0]?.one;
}
