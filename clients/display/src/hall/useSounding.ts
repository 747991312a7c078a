// The house is told whether this screen is heard: 始業点検 has a light for it.

import { useEffect } from "react";
import type { Office } from "../useOffice.ts";
import type { Sound } from "./sound.ts";

/** Said so often: a voice may come late, a touch wakes the chime, and a new line knows nothing of what was said. */
const AGAIN_MS = 5_000;
const LANGUAGES = ["ja", "en"] as const;

export function useSounding({ link, signs }: Office, sound: Sound): void {
  const { up } = signs;
  useEffect(() => {
    if (!link || !up) return;
    const tell = (): void => {
      const voices = LANGUAGES.filter((one) => sound.voice.named(one) !== null);
      link.say({ t: "sounding", chime: sound.sounds, voices });
    };
    tell();
    const timer = setInterval(tell, AGAIN_MS);
    return () => clearInterval(timer);
  }, [link, up, sound]);
}
