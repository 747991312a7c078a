// 異体字・単漢字検索: another form of a letter, or any letter by its reading, its part, or among the city's own.

import "./letters.css";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { useKeys, useTop } from "../hooks.ts";
import type { By } from "./api.ts";
import { useFaceMissing } from "./faces.ts";
import { LetterResults, type Mode } from "./LetterResults.tsx";
import { type At, codesOf, isKanji, swapped } from "./swap.ts";
import { type Question, useFound } from "./useFound.ts";
import { L } from "./words.ts";

const MODES = Object.keys(L.modes) as Mode[];

interface Props {
  /** What stands in the field, and which letter of it is meant. */
  text: string;
  at: At;
  /** Somebody else wrote into the field since. */
  changed: boolean;
  onTake: (letter: string) => void;
  onClose: () => void;
}

/** 異体字・単漢字検索: another form of the letter before the cursor, or any letter by how it is read or what it is made of. */
export function LetterDialog({ text, at, changed, onTake, onClose }: Props) {
  const [mode, setMode] = useState<Mode>(isKanji(at.letter) ? "form" : "reading");
  const [typed, setTyped] = useState("");
  const [part, setPart] = useState("");
  const [strokes, setStrokes] = useState("");
  const [looked, setLooked] = useState("");
  const answer = useFound(questionOf(mode, { letter: at.letter, typed, part, strokes }));
  const faceMissing = useFaceMissing();
  const choosing = mode === "part" && part === "";
  useTop(onClose);
  useKeys(Object.fromEntries(MODES.map((one, index) => [`Alt+${index + 1}`, () => turn(one)])));

  function turn(next: Mode): void {
    setMode(next);
    setPart("");
    setStrokes("");
    setLooked("");
  }

  const take = (letter: string) => (choosing ? setPart(letter) : changed || onTake(letter));
  return (
    <Dialog title={L.title} testId="letter-dialog">
      <fieldset className="segment plain-set" aria-label={L.title}>
        {MODES.map((one, index) => (
          <button
            key={one}
            type="button"
            aria-pressed={mode === one}
            data-testid={`letters-${one}`}
            onClick={() => turn(one)}
          >
            {L.modes[one]} <kbd>Alt {index + 1}</kbd>
          </button>
        ))}
      </fieldset>
      {mode === "reading" && (
        <label className="letters-ask">
          <span>{L.reading}</span>
          <input
            key="reading"
            className="input"
            data-first=""
            autoFocus
            autoComplete="off"
            value={typed}
            maxLength={20}
            data-testid="letters-reading-text"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      )}
      {mode === "part" && part && (
        <PartBar part={part} strokes={strokes} onStrokes={setStrokes} onOther={() => turn("part")} />
      )}
      <LetterResults
        key={`${mode} ${part}`}
        mode={mode}
        choosing={choosing}
        now={at.letter}
        typed={typed}
        answer={answer}
        onLook={setLooked}
        onTake={take}
      />
      {changed && (
        <p className="wrong" role="alert">
          {L.changed}
        </p>
      )}
      {answer.found?.official === false && <p className="note">{L.notOfficial}</p>}
      {faceMissing && <p className="note">{L.notShown}</p>}
      <div className="letters-foot">
        <Becomes text={text} at={at} letter={choosing ? "" : looked} />
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {L.close}
        </Button>
      </div>
    </Dialog>
  );
}

interface Said {
  letter: string;
  typed: string;
  part: string;
  strokes: string;
}

function questionOf(mode: Mode, { letter, typed, part, strokes }: Said): Question | null {
  const ask = (by: By, text: string, count: number | null = null): Question => ({ by, text, strokes: count });
  if (mode === "form") return isKanji(letter) ? ask("form", letter) : null;
  if (mode === "reading") return typed.trim() ? ask("reading", typed.trim()) : null;
  if (mode === "part")
    return part ? ask("part", part, /^\d+$/.test(strokes) ? Number(strokes) : null) : ask("parts", "");
  return ask("own", "");
}

interface PartProps {
  part: string;
  strokes: string;
  onStrokes: (strokes: string) => void;
  onOther: () => void;
}

/** The radical that was chosen, and how many strokes stand beside it. */
function PartBar({ part, strokes, onStrokes, onOther }: PartProps) {
  return (
    <div className="letters-ask">
      <span>
        {L.modes.part} <b className="named letters-part">{part}</b>
      </span>
      <label>
        {L.strokes}
        <input
          className="input"
          inputMode="numeric"
          maxLength={2}
          placeholder={L.anyStrokes}
          value={strokes}
          data-testid="letters-strokes"
          onChange={(event) => onStrokes(event.target.value)}
        />
      </label>
      <Button tone="plain" small onPress={onOther}>
        {L.otherPart}
      </Button>
    </div>
  );
}

/** What the field will say, before it says it. */
function Becomes({ text, at, letter }: { text: string; at: At; letter: string }) {
  if (!letter) return <p className="letters-becomes" />;
  const { text: next } = swapped(text, at, letter);
  return (
    <p className="letters-becomes" data-testid="letters-becomes">
      <span className="note">{L.becomes}</span>
      <b className="named">{next}</b>
      <span className="note">{codesOf(letter)}</span>
    </p>
  );
}
