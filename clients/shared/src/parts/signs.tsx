// The signs of the house: a place, a person, a key, a state.

import type { ReactNode } from "react";
import type { Mark } from "../caseStore.ts";
import { W } from "../words.ts";

/** A window: a filled square. */
export function Plate({ no, off = false }: { no: string; off?: boolean }) {
  return <span className={off ? "plate is-off" : "plate"}>{no}</span>;
}

/** A visitor: a card with a dotted edge. */
export function Ticket({ no, testId }: { no: string; testId?: string }) {
  return (
    <span className="ticket" data-testid={testId}>
      {no}
    </span>
  );
}

export function Keys({ of }: { of: string }) {
  return (
    <>
      {of.split(" ").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}

export type TagTone = "act" | "kept" | "look" | "danger" | "person";

export function Tag({ tone, children }: { tone?: TagTone; children: ReactNode }) {
  return <span className={tone ? `tag tag-${tone}` : "tag"}>{children}</span>;
}

const MARKS: Record<Mark, ReactNode> = {
  sending: (
    <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.92" />
  ),
  seen: (
    <>
      <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 1.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  kept: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="M4.2 7.2l2 2 3.600-4" fill="none" stroke="#fff" strokeWidth="1.600" strokeLinecap="round" />
    </>
  ),
};

/** What is safe, by shape, word and colour. */
export function SaveMark({ mark, testId }: { mark: Mark | null; testId?: string }) {
  if (!mark) return <span className="mark" data-testid={testId} />;
  return (
    <span className={`mark mark-${mark}`} data-testid={testId} data-state={mark} title={W.marks[mark]}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {MARKS[mark]}
      </svg>
      <span className="unseen">{W.marks[mark]}</span>
    </span>
  );
}

export type LampState = "on" | "look" | "off";

const LAMPS: Record<LampState, ReactNode> = {
  on: <circle cx="6" cy="6" r="5.500" fill="currentColor" />,
  look: <path d="M6 .8 11.600 11H.4z" fill="currentColor" />,
  off: (
    <>
      <rect x=".8" y=".8" width="10.400" height="10.400" fill="none" stroke="currentColor" strokeWidth="1.600" />
      <path d="M3.500 3.500l5 5M8.500 3.500l-5 5" stroke="currentColor" strokeWidth="1.600" />
    </>
  ),
};

/** Circle, triangle or crossed square: what stands. */
export function Lamp({ state, children, testId }: { state: LampState; children: ReactNode; testId?: string }) {
  return (
    <span className={`lamp lamp-${state}`} data-testid={testId} data-state={state}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {LAMPS[state]}
      </svg>
      {children}
    </span>
  );
}

/** A triangle before a figure that is over its target. */
export function Over() {
  return (
    <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
      {LAMPS.look}
    </svg>
  );
}
