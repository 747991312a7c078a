// Kanji by their forms, readings and parts: only what the city's faces draw comes back.

import { post } from "@madoguchi/shared/http.ts";

export type By = "form" | "reading" | "part" | "parts" | "own";

export interface Group {
  readonly of: string;
  readonly letters: readonly string[];
}

export interface Found {
  readonly groups: readonly Group[];
  /** Whether the face of the official characters is there. */
  readonly official: boolean;
}

export const findLetters = (by: By, text: string, strokes: number | null): Promise<Found> =>
  post<Found>("/api/letters", { by, text, strokes });
