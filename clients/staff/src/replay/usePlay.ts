// The clock of a replay.

import { useEffect, useState } from "react";

export const SPEEDS = [10, 60, 300] as const;
export type Speed = (typeof SPEEDS)[number];
/** Between two pictures: a floor has no more news, and the PC has other work. */
const FRAME_MS = 200;

export interface Play {
  at: number;
  playing: boolean;
  speed: Speed;
  setAt: (at: number) => void;
  setSpeed: (speed: Speed) => void;
  toggle: () => void;
}

/** A clock that runs so many times faster, between two instants; at the end it stops, and from there begins anew. */
export function usePlay(from: number, until: number, first: number): Play {
  const [at, setAt] = useState(Math.min(first, until));
  const [running, setRunning] = useState(false);
  const [speed, setSpeed] = useState<Speed>(60);
  const playing = running && at < until;
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const gone = (now - before) * speed;
      before = now;
      setAt((one) => Math.min(until, one + gone));
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, speed, until]);
  return {
    at,
    playing,
    speed,
    setAt: (one) => setAt(Math.max(from, Math.min(until, one))),
    setSpeed,
    toggle: () => {
      if (!playing && at >= until) setAt(from);
      setRunning(!playing);
    },
  };
}
