// The letters that were found, in groups; or why there are none, and what to do now.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Group } from "./api.ts";
import { LetterGrid } from "./LetterGrid.tsx";
import { isKanji } from "./swap.ts";
import type { Answer } from "./useFound.ts";
import { L } from "./words.ts";

export type Mode = keyof typeof L.modes;

interface Props {
  mode: Mode;
  choosing: boolean;
  now: string;
  typed: string;
  answer: Answer;
  onLook: (letter: string) => void;
  onTake: (letter: string) => void;
}

export function LetterResults({ mode, choosing, now, typed, answer, onLook, onTake }: Props) {
  const { found, away, again } = answer;
  if (mode === "form" && !isKanji(now)) return <p className="letters-none">{L.noLetter}</p>;
  if (mode === "reading" && typed.trim() === "") return <p className="letters-none">{L.askReading}</p>;
  if (away) {
    return (
      <p className="letters-none" role="alert">
        {L.away}{" "}
        <Button tone="plain" small onPress={again}>
          {L.again}
        </Button>
      </p>
    );
  }
  if (!found) return <p className="letters-none">{L.loading}</p>;
  if (isNothing(mode, found.groups, now)) return <p className="letters-none">{NOTHING[mode]}</p>;
  return (
    <>
      {choosing && <p className="note">{L.choosePart}</p>}
      <LetterGrid
        groups={found.groups}
        headOf={(of) => headOf(mode, choosing, of)}
        now={now}
        onLook={onLook}
        onTake={onTake}
        focus={mode !== "reading" && document.activeElement?.tagName !== "INPUT"}
      />
    </>
  );
}

const NOTHING: Record<Mode, string> = {
  form: L.noForm,
  reading: L.noReading,
  part: L.noneOfStrokes,
  own: L.noOwn,
};

/** A letter that is its own only form has none to choose. */
function isNothing(mode: Mode, groups: readonly Group[], now: string): boolean {
  const letters = groups.flatMap((group) => group.letters);
  return letters.length === 0 || (mode === "form" && letters.every((letter) => letter === now));
}

function headOf(mode: Mode, choosing: boolean, of: string): string {
  if (mode === "part") return choosing ? L.strokesOf(of) : L.beside(of);
  return mode === "reading" && of.length > 0 ? of : "";
}
