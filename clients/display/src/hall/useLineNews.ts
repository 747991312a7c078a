import type { LineMoved } from "@madoguchi/shared/wire.ts";
import { useEffect, useRef } from "react";
import { type City, lineName } from "../city.ts";
import { words } from "../words.ts";
import type { Sound } from "./sound.ts";
import { spokenMove } from "./spoken.ts";

/** So long it stands on the board that a line was moved. */
const SHOWN_MS = 15 * 60_000;
/** An older one is shown, but not said: the screen was off. */
const FRESH_MS = 30_000;

/** A line whose people are called elsewhere now: said once, and shown for a while. */
export function useLineNews(
  moved: LineMoved | null,
  city: City,
  office: string,
  now: number,
  sound: Sound,
): string | null {
  const said = useRef<LineMoved | null>(null);
  const clock = useRef(now);
  clock.current = now;
  useEffect(() => {
    if (!moved || said.current === moved) return;
    said.current = moved;
    if (clock.current - moved.at > FRESH_MS) return;
    const name = (line: string): string => lineName(city.house, office, line);
    sound.announce(spokenMove(moved, city, name), city.voice.rate);
  }, [moved, city, office, sound]);
  if (!moved || now - moved.at > SHOWN_MS) return null;
  return words.hall.moved(lineName(city.house, office, moved.line), lineName(city.house, office, moved.to));
}
