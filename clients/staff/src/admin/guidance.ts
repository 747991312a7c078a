// What a walk through a draft answers (handoff/guidance.py, visitor.py): only what both of them have, and what staff see more.

export interface WalkQuestion {
  question: string;
  level: number;
  group: string;
  text: string;
  help: string;
  answer: boolean | null;
  hint?: string;
  staff_only?: boolean;
  by?: "asked" | "auto" | null;
  auto?: boolean | null;
}

export interface WalkProcedure {
  procedure: string;
  name: string;
  group: string;
  deadline: string;
  notice_only: boolean;
  staff_only?: boolean;
  by_hand?: boolean | null;
  blocked?: string | null;
}

export interface WalkBlock {
  procedures: string[];
  text: string;
  way_out: string;
  names?: string[];
}

export interface Walked {
  questions: WalkQuestion[];
  procedures: WalkProcedure[];
  way: { group: string; procedures: string[] }[];
  bring: { text: string; procedures: string[] }[];
  alerts?: { rule: string; text: string }[];
  blocks: WalkBlock[];
  progress: [number, number];
}

/** A household's result, in lists that can be laid side by side. */
export type Result = Record<string, string[]>;

export interface SideBySide {
  household: string;
  title: string;
  published: Result;
  draft: Result;
}
