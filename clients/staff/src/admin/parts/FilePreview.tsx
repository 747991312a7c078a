// What a file would do, before anything is taken: whether it is usable, the key that takes it, its faults, the details.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { ReactNode } from "react";
import type { FileFault } from "../api.ts";
import { ADMIN } from "../words.ts";
import { FileFaults } from "./FileFaults.tsx";

/** What may be done with a file that was read: taken, or given up for another one. */
export interface Step {
  busy: boolean;
  go: () => void;
  other: ReactNode;
}

interface Props {
  step: Step;
  faults: FileFault[];
  broken: boolean;
  what: string;
  now?: string | undefined;
  /** On the key that takes it; null: there is nothing to take. */
  apply: string | null;
  /** `${testId}-preview`, `${testId}-go`. */
  testId: string;
  children: ReactNode;
}

export function FilePreview({ step, faults, broken, what, now, apply, testId, children }: Props) {
  return (
    <div data-testid={`${testId}-preview`}>
      <Band tone={broken ? "danger" : "info"} what={what} now={now}>
        <span className="deeds">
          {apply !== null && (
            <Button
              tone="main"
              testId={`${testId}-go`}
              because={step.busy ? ADMIN.marks.sending : null}
              onPress={step.go}
            >
              {apply}
            </Button>
          )}
          {step.other}
        </span>
      </Band>
      <FileFaults faults={faults} />
      {children}
    </div>
  );
}

const FIGURES = ["added", "changed", "removed", "same"] as const;

interface FiguresProps {
  of: Record<(typeof FIGURES)[number], number>;
  words: Record<(typeof FIGURES)[number], string>;
  unit: string;
  testId: string;
}

/** How many are new, changed, gone, the same. */
export function Figures({ of, words, unit, testId }: FiguresProps) {
  return (
    <dl className="postal-figures" data-testid={`${testId}-figures`}>
      {FIGURES.map((one) => (
        <div key={one}>
          <dt>{words[one]}</dt>
          <dd>
            {of[one].toLocaleString("ja-JP")}
            <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
