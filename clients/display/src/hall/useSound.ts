import { useEffect, useState } from "react";
import { Sound } from "./sound.ts";

/** The trial of the sound goes away by itself: the board is for visitors. */
const TRIAL_MS = 30_000;
const LOOK_MS = 1_000;

export interface HallSound {
  of: Sound;
  /** Nothing would be heard: nobody has touched the page yet, or there is no sound at all. */
  silent: boolean;
  /** Somebody has pressed the page and may try the sound. */
  trying: boolean;
  stop: () => void;
}

/** The sound of this screen. A press wakes it, and offers to try it. */
export function useSound(): HallSound {
  const [of] = useState(() => new Sound());
  const [silent, setSilent] = useState(false);
  const [pressed, setPressed] = useState(0);
  useEffect(() => {
    const wake = (): void => {
      of.wake();
      setPressed(Date.now());
    };
    const timer = setInterval(() => {
      setSilent(!of.sounds);
      setPressed((at) => (Date.now() - at > TRIAL_MS ? 0 : at));
    }, LOOK_MS);
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
    };
  }, [of]);
  useEffect(() => () => of.close(), [of]);
  return { of, silent, trying: pressed > 0, stop: () => setPressed(0) };
}
