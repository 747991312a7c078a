// The training city's doors. That this page is one of it stands in the page itself.

import { get, post } from "@madoguchi/shared/http.ts";

/** Whether this is the training city, and where the other one is; "" = nowhere. */
export interface Standing {
  here: boolean;
  other: string;
}

export const isTraining = (): boolean => document.documentElement.classList.contains("training");

export const trainingApi = {
  standing: () => get<Standing>("/api/training"),
  visitors: () => post<{ numbers: string[] }>("/api/training/visitors", {}),
  empty: () => post<unknown>("/api/training/empty", {}),
};
