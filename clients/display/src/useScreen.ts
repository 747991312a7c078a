import { useCallback, useEffect, useState } from "react";
import { ASK_EVERY_MS, type Paired, whoAmI } from "./pairing/pairing.ts";

const PAIRED_ASK_MS = 60_000;

/** What this screen is: undefined until the server has said it, null when it is not paired. `ask` asks at once. */
export function useScreen(): { screen: Paired | null | undefined; ask: () => void } {
  const [screen, setScreen] = useState<Paired | null | undefined>(undefined);
  const [asked, setAsked] = useState(0);
  const ask = useCallback(() => setAsked((before) => before + 1), []);
  const paired = screen != null;

  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const found = await whoAmI().catch(() => undefined);
      if (gone) return;
      if (found !== undefined) setScreen((before) => (same(before, found) ? before : found));
      timer = setTimeout(look, paired ? PAIRED_ASK_MS : ASK_EVERY_MS);
    };
    timer = setTimeout(look, asked === 0 && !paired ? 0 : 500);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked, paired]);

  return { screen, ask };
}

function same(one: Paired | null | undefined, other: Paired | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
