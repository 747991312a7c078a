// Where I am logged in (server/work/own_sessions.py).

import { get, post } from "@madoguchi/shared/http.ts";

export interface OwnSession {
  session: string;
  begun: number;
  seen: number;
  office: string;
  window: string | null;
  /** `edge/windows`; either half may be empty. */
  browser: string;
  sso: boolean;
  here: boolean;
}

interface Mine {
  sessions: OwnSession[];
}

const of = ({ sessions }: Mine): OwnSession[] => sessions;
export const listed = (): Promise<OwnSession[]> => get<Mine>("/api/session/own").then(of);
export const end = (session: string): Promise<OwnSession[]> => post<Mine>("/api/session/own/end", { session }).then(of);
export const endOthers = (): Promise<OwnSession[]> => post<Mine>("/api/session/own/others", {}).then(of);
