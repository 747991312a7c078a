// What is asked of the figures: spans of days, and choices out of a short list.

import type { ReactNode } from "react";
import { FIGURES } from "./words.ts";

const DAY_MS = 86_400_000;

/** Days of an office (YYYY-MM-DD), both included. */
export interface Span {
  since: string;
  until: string;
}

/** The same weekdays of the year before: 52 weeks. */
export function yearBefore({ since, until }: Span): Span {
  const back = (day: string): string => new Date(Date.parse(day) - 364 * DAY_MS).toISOString().slice(0, 10);
  return { since: back(since), until: back(until) };
}

export function Days({ span, name, onChange }: { span: Span; name: string; onChange: (span: Span) => void }) {
  const day = (at: keyof Span, label: string): ReactNode => (
    <input
      className="input"
      type="date"
      aria-label={`${name} ${label}`}
      data-testid={`figures-${at}-${name}`}
      value={span[at]}
      onChange={(event) => event.target.value && onChange({ ...span, [at]: event.target.value })}
    />
  );
  return (
    <fieldset className="figures-span">
      <legend>{name}</legend>
      {day("since", FIGURES.first)}
      {FIGURES.to}
      {day("until", FIGURES.last)}
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  of: readonly T[];
  names: Readonly<Record<T, string>>;
  onChoose: (value: T) => void;
  testId: string;
}

export function Choice<T extends string>({ label, value, of, names, onChoose, testId }: ChoiceProps<T>) {
  return (
    <label className="figures-choice">
      {label}
      <select
        className="input"
        data-testid={testId}
        value={value}
        onChange={(event) => onChoose(event.target.value as T)}
      >
        {of.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
