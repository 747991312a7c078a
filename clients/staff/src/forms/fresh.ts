// What the server makes of a case, asked for again when the case has changed. The newest answer stands, and an
// older one stays in view until it comes.

import { No } from "@madoguchi/shared/http.ts";
import { useEffect, useRef, useState } from "react";
import { useHouseState } from "../hooks.ts";

/** So long nothing more must change before it is asked: a name is typed in one go. */
const REST = 120;
const AGAIN = 1_500;

export interface Fresh<T> {
  /** The newest answer to this question; null before the first. */
  readonly found: T | null;
  readonly failed: boolean;
  readonly again: () => void;
}

interface Held<T> {
  readonly name: string;
  readonly found: T | null;
  readonly failed: boolean;
}

/** `name` says which question it is: the answer to another one never stands in its place. */
export function useFresh<T extends { rev: number }>(
  id: string,
  name: string,
  ask: (() => Promise<T>) | null,
): Fresh<T> {
  const { cases, link } = useHouseState();
  const state = cases[id];
  const rev = state?.rev ?? 0;
  const [held, setHeld] = useState<Held<T>>({ name, found: null, failed: false });
  const [tries, setTries] = useState(0);
  const latest = useRef({ name, ask });
  latest.current = { name, ask };
  const isAsked = ask !== null;
  const found = held.name === name ? held.found : null;
  const stands = found !== null && found.rev >= rev;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again at each new state of the case, and when somebody says so
  useEffect(() => {
    if (!isAsked || stands || link !== "up") return;
    const timer = setTimeout(go, found ? REST : 0);
    function go() {
      latest.current.ask?.().then(
        (answer) => setHeld((before) => (latest.current.name === name ? newer(before, name, answer) : before)),
        (no: unknown) => {
          setHeld((before) => (latest.current.name === name ? { ...newer(before, name, null), failed: true } : before));
          if (!(no instanceof No)) setTimeout(() => setTries((count) => count + 1), AGAIN);
        },
      );
    }
    return () => clearTimeout(timer);
  }, [id, name, rev, isAsked, link, tries]);
  return { found, failed: held.name === name && held.failed, again: () => setTries(tries + 1) };
}

/** The answer to `name` that knows most. */
function newer<T extends { rev: number }>(before: Held<T>, name: string, answer: T | null): Held<T> {
  const stood = before.name === name ? before.found : null;
  const keeps = answer === null || (stood !== null && stood.rev > answer.rev);
  return { name, found: keeps ? stood : answer, failed: false };
}
