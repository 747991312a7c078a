// 作業一覧's side of the server (server/web/work.py). Always a body, never an address.

import { get, post, postForFile } from "@madoguchi/shared/http.ts";

export type State = "todo" | "returned" | "held" | "entered" | "checked";

/** An application as work. */
export interface Task {
  case: string;
  form: string;
  office: string;
  day: string;
  number: string;
  event: string;
  state: State;
  version: number;
  holder: string;
  holder_name: string;
  since: number;
  entered_by: string;
  entered_name: string;
  entered_at: number;
  checked_name: string;
  checked_at: number;
  /** One of the city's reasons, or `changed`. */
  reason: string;
}

export interface Sought {
  since: string;
  until: string;
  states: State[];
  forms: string[];
}

export interface WorkList {
  tasks: Task[];
  counts: Record<State, number>;
  forms: Record<string, string>;
  more: boolean;
  /** Visits are still being looked at: who asks again has more. */
  filling: boolean;
}

/** A letter that the receiving system lacks, and what is written instead. */
export interface Letter {
  letter: string;
  codes: string;
  written: string;
  how: "own" | "twin" | "public" | "plain" | "lost";
}

export interface Field {
  heading: string;
  text: string;
  letters: Letter[];
  masked: boolean;
}

export interface WorkRecord {
  task: Task;
  said: { note?: string; result?: string };
  scenario: string;
  nationality: string;
  case: Field[];
  people: Field[][];
  seen: string;
  changed: boolean;
}

export type Deed = "take" | "take_over" | "release" | "enter" | "hold" | "check" | "send_back";

export interface Deal {
  case: string;
  form: string;
  version: number;
  deed: Deed;
  seen?: string;
  reason?: string;
  note?: string;
  result?: string;
}

export type Encoding = "utf-8-sig" | "cp932";

export interface Exports {
  settings: { folder: string; encoding: Encoding; days: number };
  folder: boolean;
}

export interface Laid {
  cases: number;
  forms: number;
  rows: number;
  masked: number;
  letters: number;
}

export const workApi = {
  list: (sought: Sought) => post<WorkList>("/api/work", sought),
  next: (sought: Sought) => post<{ task: Task | null; again: boolean }>("/api/work/next", sought),
  record: (of: Pick<Task, "case" | "form">) => post<WorkRecord>("/api/work/record", { case: of.case, form: of.form }),
  do: async (deal: Deal) => (await post<{ task: Task }>("/api/work/do", deal)).task,
  exports: () => get<Exports>("/api/exports"),
  csv: (sought: Sought, encoding: Encoding) => postForFile("/api/exports/csv", { sought, encoding }),
  lay: (sought: Sought, encoding: Encoding) => post<Laid>("/api/exports/folder", { sought, encoding }),
  layoutsAt: "/api/exports/layouts.pdf",
} as const;
