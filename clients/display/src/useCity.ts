// The city's names, read once and again from time to time.

import type { CatalogSent } from "@madoguchi/shared/catalog.ts";
import { get } from "@madoguchi/shared/http.ts";
import { useEffect, useState } from "react";
import { type City, PLAIN_VOICE } from "./city.ts";

const RETRY_MS = 3_000;
/** A new office or window is on the screens within this, without a hand. */
const AGAIN_MS = 10 * 60_000;

/** The city's names, asked until they are there, and again from time to time. */
export function useCity(): City | null {
  const [city, setCity] = useState<City | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const found = await get<CatalogSent>("/api/catalog").catch(() => null);
      if (gone) return;
      if (found) setCity((before) => (same(before, cityOf(found)) ? before : cityOf(found)));
      timer = setTimeout(ask, found ? AGAIN_MS : RETRY_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return city;
}

type Sent = CatalogSent & { voice?: City["voice"]; numbers?: City["numbers"] };

const cityOf = ({ name, house, words, voice, numbers }: Sent): City => ({
  name,
  house,
  words: words ?? {},
  voice: voice ?? PLAIN_VOICE,
  numbers: numbers ?? null,
});

function same(before: City | null, found: City): boolean {
  return before !== null && essence(before) === essence(found);
}

function essence(city: City): string {
  return JSON.stringify([city.name, city.house, city.words, city.voice, city.numbers]);
}
