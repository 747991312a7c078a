import { post } from "@madoguchi/shared/http.ts";
import type { Why } from "../overlays/WhyForm.tsx";

/** Who may open 個人番号 (handoff/visibility.py). */
export const NUMBERS = "L4";

/** What was opened, and for how many seconds it may stay on the screen. */
export interface Revealed {
  values: Record<string, unknown>;
  seconds: number;
}

export const reveal = (id: string, keys: string[], why: Why): Promise<Revealed> =>
  post<Revealed>("/api/protection/reveal", { case: id, keys, ...why });
