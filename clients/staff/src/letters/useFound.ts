// One question after letters and its answer: on its way, cut, here.

import { No, NoLine } from "@madoguchi/shared/http.ts";
import { useEffect, useState } from "react";
import { type By, type Found, findLetters } from "./api.ts";

const REST = 180;

export interface Question {
  readonly by: By;
  readonly text: string;
  readonly strokes: number | null;
}

export interface Answer {
  /** null: on its way, or the line is down. */
  readonly found: Found | null;
  readonly away: boolean;
  readonly again: () => void;
}

/** What the server knows for a question; none for null. What is typed rests a moment first. */
export function useFound(question: Question | null): Answer {
  const [at, setAt] = useState<{ of: string; found: Found | null } | null>(null);
  const [turn, setTurn] = useState(0);
  const asked = question ? JSON.stringify(question) : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks the same once more
  useEffect(() => {
    if (!asked) return;
    let late = false;
    const { by, text, strokes } = JSON.parse(asked) as Question;
    const timer = setTimeout(
      async () => {
        const found = await tried(() => findLetters(by, text, strokes));
        if (!late) setAt({ of: asked, found });
      },
      by === "reading" ? REST : 0,
    );
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [asked, turn]);
  const here = at?.of === asked ? at : null;
  const again = () => {
    setAt(null);
    setTurn(turn + 1);
  };
  return { found: here?.found ?? null, away: here !== null && here.found === null, again };
}

async function tried<T>(deed: () => Promise<T>): Promise<T | null> {
  try {
    return await deed();
  } catch (no) {
    if (no instanceof No || no instanceof NoLine) return null;
    throw no;
  }
}
