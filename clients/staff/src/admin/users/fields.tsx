// The fields of an account: label, help, what is wrong with it; a text, some of a list, a day.

import { type ReactNode, useId } from "react";
import type { Fault } from "../api.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { ADMIN } from "../words.ts";
import type { Account } from "./api.ts";
import { USERS } from "./words.ts";

const MUST: ReadonlySet<string> = new Set(["login", "name", "department", "roles", "offices", "valid_from"]);

interface LineProps {
  field: keyof Account;
  faults: Fault[];
  /** Several boxes with labels of their own. */
  grouped: boolean;
  /** In place of the account's own label. */
  label?: string;
  children: ReactNode;
}

export function Line({ field, faults, grouped, label, children }: LineProps) {
  const name = (
    <>
      {label ?? USERS.fields[field]}
      {MUST.has(field) && <span className="must">{ADMIN.form.must}</span>}
    </>
  );
  const help = USERS.help[field];
  const naming = grouped ? { role: "group", "aria-labelledby": `user-${field}-name` } : {};
  return (
    <div className="column" {...naming}>
      {grouped ? (
        <span className="column-name" id={`user-${field}-name`}>
          {name}
        </span>
      ) : (
        <label htmlFor={`user-${field}`}>{name}</label>
      )}
      <div className="column-in">
        {children}
        <div id={`user-${field}-help`}>
          {faults.map((one) => (
            <FaultLine key={one.text} fault={one} />
          ))}
          {help && <p className="note">{help}</p>}
        </div>
      </div>
    </div>
  );
}

interface TextProps {
  field: "login" | "name" | "kana" | "department" | "department_code" | "subject";
  value: string;
  wrong: boolean;
  list?: string[] | undefined;
  onChange: (change: Partial<Account>) => void;
}

export function Text({ field, value, wrong, list, onChange }: TextProps) {
  const id = useId();
  return (
    <>
      <input
        type="text"
        id={`user-${field}`}
        data-testid={`user-${field}`}
        className={wrong ? "input is-wrong" : "input"}
        autoComplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={`user-${field}-help`}
        list={list ? id : undefined}
        value={value}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
      {list && (
        <datalist id={id}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

interface ChoicesProps {
  field: keyof Account;
  options: [string, string][];
  value: string[];
  /** Only one of them. */
  one?: boolean;
  onChange: (change: Record<string, string[]>) => void;
}

export function Choices({ field, options, value, one, onChange }: ChoicesProps) {
  const next = (key: string): string[] =>
    one ? [key] : options.map(([each]) => each).filter((each) => (each === key) !== value.includes(each));
  return (
    <div className="some">
      {options.map(([key, name], at) => (
        <label className="one-choice" key={key}>
          <input
            type={one ? "radio" : "checkbox"}
            id={at === 0 ? `user-${field}` : undefined}
            name={one ? `user-${field}` : undefined}
            data-testid={`user-${field}-${key}`}
            checked={value.includes(key)}
            onChange={() => onChange({ [field]: next(key) })}
          />
          {name}
        </label>
      ))}
    </div>
  );
}

interface DaysProps {
  field: "valid_from" | "valid_to";
  value: string;
  onChange: (day: string) => void;
}

export const Days = ({ field, value, onChange }: DaysProps) => (
  <input
    type="date"
    id={`user-${field}`}
    data-testid={`user-${field}`}
    className="input day"
    aria-describedby={`user-${field}-help`}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);
