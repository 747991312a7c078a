import type { Language } from "@madoguchi/shared/catalog.ts";
import { useEffect, useMemo, useState } from "react";
import type { Words } from "../city.ts";
import type { Desk } from "./desk.ts";
import { FORGETS_MS, type Tongue, tongue } from "./tongue.ts";

/** The language of this visitor. It is Japanese again when the next one comes: after a number, or when nobody has touched
 * the screen for a while. */
export function useTongue(said: Words, desk: Desk): { spoken: Tongue; choose: (language: Language) => void } {
  const [language, setLanguage] = useState<Language>("ja");
  const [touched, setTouched] = useState(0);
  const step = desk.step;
  const [before, setBefore] = useState(step);
  if (before !== step) {
    setBefore(step);
    if (step === "choosing") setLanguage("ja");
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each touch begins the wait anew
  useEffect(() => {
    if (language === "ja" || step !== "choosing") return;
    const timer = setTimeout(() => setLanguage("ja"), FORGETS_MS);
    return () => clearTimeout(timer);
  }, [language, step, touched]);
  const spoken = useMemo(() => tongue(said, language), [said, language]);
  const choose = (chosen: Language): void => {
    setLanguage(chosen);
    setTouched((times) => times + 1);
  };
  return { spoken, choose };
}
