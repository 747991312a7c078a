// The accounts' side of the server, typed (server/web/users.py).

import { get, post, postForLines, put, remove } from "@madoguchi/shared/http.ts";
import type { Fault, FileFault } from "../api.ts";

export interface Account {
  login: string;
  name: string;
  kana: string;
  /** staff or contractor */
  sort: string;
  department: string;
  department_code: string;
  roles: string[];
  sees: string[];
  teams: string[];
  offices: string[];
  groups: string[];
  rights: string[];
  valid_from: string;
  valid_to: string | null;
  disabled: boolean;
  subject: string;
}

export interface User {
  clerk: string;
  account: Account;
  /** Grows with each change; what an edit stands on. */
  rev: number;
  /** Whether there is one: the first is printed by an administrator. */
  password: boolean;
  /** 0: before anybody wrote that down. */
  password_at: number;
  /** The first one; another is chosen at the next log-in. */
  password_due: boolean;
  factor: boolean;
  failed: number;
  seen: number | null;
}

export interface Team {
  team: string;
  name: string;
  sees: string[];
  rights: string[];
}

export interface Plan {
  plan: number;
  clerk: string;
  day: string;
  changes: Partial<Account>;
  at: number;
  by: string;
  name: string;
}

export interface Listed {
  users: User[];
  teams: Team[];
  plans: Plan[];
  locked: string[];
  departments: string[];
  item_groups: Record<string, string[]>;
  forms: Record<string, string>;
  today: string;
}

export interface Line {
  line: number;
  at: number;
  by: string;
  name: string;
  what: string;
  clerk: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  note: string;
}

export interface UserDiffers {
  row: number;
  login: string;
  name: string;
  what: "new" | "changed";
  fields: Record<string, [unknown, unknown]>;
}

export interface UsersPreview {
  upload: string | null;
  differences: UserDiffers[];
  same: number;
  faults: FileFault[];
  day: string | null;
  leaving: number;
}

export interface TurnPerson {
  login: string;
  name: string;
  department: string;
  fields: Record<string, [unknown, unknown]>;
  /** No password yet: the first paper is due. */
  paper: boolean;
}

export interface TurnWindow {
  name: string;
  number: string;
  floor: string;
  counter: string;
}

/** A counter without windows, what stands in its lines, and who goes on with it ("": nobody). */
export interface TurnEnding {
  group: string;
  name: string;
  department: string;
  open: number;
  booked: number;
  heir: string;
}

/** All that a day brings (server/work/turns.py). */
export interface Turn {
  day: string;
  coming: TurnPerson[];
  changing: TurnPerson[];
  leaving: TurnPerson[];
  wrong: { login: string; name: string; text: string }[];
  windows: { window: string; before: TurnWindow | null; after: TurnWindow | null }[];
  ending: TurnEnding[];
}

/** How far a copy is, and what came of it (server/backup/turned.py). */
export type TurnCopied = { step: "copy" | "turn" } | { turn: Turn } | { failed: string };

export interface ItemSeen {
  label: string;
  read: boolean;
  write: boolean;
  print: boolean;
  /** What is missing: a level's name, or `grant`. */
  why: string;
  /** Hidden besides when a protected person is met. */
  address: boolean;
}

export interface Seen {
  name: string;
  window: string;
  number: string;
  valid: boolean;
  sits: boolean;
  opens: boolean;
  sections: { title: string; items: ItemSeen[] }[];
  forms: string[];
  all_forms: number;
}

const users = "/api/users";

export const usersApi = {
  all: () => get<Listed>(users),
  make: (account: Account) => post<{ clerk: string; rev: number }>(users, { account }),
  save: (clerk: string, account: Account, base: number, day: string | null) =>
    put<{ clerk: string; rev: number }>(`${users}/${clerk}`, { account, base, day }),
  withdraw: (plan: number) => remove(`${users}/plans/${plan}`),
  unlock: (clerk: string) => post(`${users}/${clerk}/unlock`, {}),
  forgetFactor: (clerk: string) => remove(`${users}/${clerk}/factor`),
  putTeam: (team: Team) => post<{ team: string }>(`${users}/teams`, { team }),
  dropTeam: (team: string) => remove(`${users}/teams/${team}`),
  see: (clerk: string, window: string, number: string) => post<Seen>(`${users}/${clerk}/see`, { window, number }),
  csvAt: `${users}/users.csv`,
  csv: (file: Blob, day: string | null) =>
    post<UsersPreview>(`${users}/csv${day ? `?day=${encodeURIComponent(day)}` : ""}`, file),
  turn: (day: string) => get<Turn>(`${users}/turn?day=${encodeURIComponent(day)}`),
  turnCopy: (day: string, onLine: (said: TurnCopied) => void) =>
    postForLines<TurnCopied>(`${users}/turn/copy?day=${encodeURIComponent(day)}`, {}, onLine),
  applyCsv: (upload: string) => post(`${users}/csv/${upload}`, {}),
  log: (clerk: string | null, before?: number) =>
    get<Line[]>(`${users}${clerk ? `/${clerk}` : ""}/log${before === undefined ? "" : `?before=${before}`}`),
} as const;

/** What is wrong, by field, of an account that was refused; none for another refusal. */
export const faultsOf = (more: Record<string, unknown>): Fault[] => (more.faults ?? []) as Fault[];
