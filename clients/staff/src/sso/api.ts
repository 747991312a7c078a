// Single sign-on: its doors, and how a window beside tells the page that opened it. Nothing of a person is said there.

import { get, post } from "@madoguchi/shared/http.ts";
import type { Me } from "@madoguchi/shared/wire.ts";

/** Log-in on the whole page; in a window beside a page that holds what was entered; showing again who sits there. */
export type Purpose = "enter" | "beside" | "again";

/** Whether the city has one, whether it is the only way in, how it is called. */
export interface Standing {
  on: boolean;
  only: boolean;
  name: string;
}

export interface Back {
  state: string;
  code: string;
  iss: string;
  error: string;
}

export const ssoApi = {
  standing: () => get<Standing>("/api/session/sso"),
  begin: (purpose: Purpose) => post<{ address: string }>("/api/session/sso/begin", { purpose }),
  back: (said: Back) => post<{ purpose: Purpose; me?: Me }>("/api/session/sso", said),
};

export const PATH = "/sso";
const CHANNEL = "madoguchi-sso";

/** The page that waits beside goes on. */
export function tellDone(purpose: Purpose): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(purpose);
  channel.close();
}

/** Be told; gives the end of it. */
export function hearDone(purpose: Purpose, then: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data === purpose) then();
  };
  return () => channel.close();
}
