// What a system may do: a new key, or another right of one that stands.

import { No, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouseState, useKeys } from "../../hooks.ts";
import type { Fault } from "../api.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { faultsOf } from "../users/api.ts";
import { Prove } from "../users/Prove.tsx";
import { type Listed, type Made, type System, systemsApi } from "./api.ts";
import { SYSTEMS } from "./words.ts";

interface Props {
  /** null: a new one. */
  kept: System | null;
  listed: Listed;
  onDone: (system: System, key: Made | null) => void;
  onClose: () => void;
}

type Field = keyof System;

export function SystemForm({ kept, listed, onDone, onClose }: Props) {
  const { catalog } = useHouseState();
  const offices = catalog?.sent.house.offices ?? [];
  const [system, setSystem] = useState<System>(kept ?? blank(offices[0]?.office ?? ""));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const [proving, setProving] = useState(false);
  const put = (more: Partial<System>): void => setSystem({ ...system, ...more });

  async function save(): Promise<void> {
    setProving(false);
    setRefused(null);
    try {
      const made = kept ? null : await systemsApi.make(system);
      if (kept) await systemsApi.change(system);
      onDone(system, made);
    } catch (no) {
      const reason = reasonOf(no);
      const found = no instanceof No ? faultsOf(no.more) : [];
      setFaults(found);
      if (reason === "prove_again") setProving(true);
      else if (found.length === 0) setRefused(reason);
    }
  }
  useKeys({ "Ctrl+s": () => void save() });

  const line = (field: Field, children: ReactNode, grouped = false) => (
    <Line field={field} faults={faults.filter((one) => one.column === field)} grouped={grouped}>
      {children}
    </Line>
  );
  const text = (field: "name" | "target" | "until", type: string) => (
    <input
      id={`system-${field}`}
      data-testid={`system-${field}`}
      className={type === "date" ? "input day" : "input"}
      type={type}
      autoComplete="off"
      maxLength={field === "name" ? 40 : 512}
      disabled={field === "name" && kept !== null}
      aria-describedby={`system-${field}-help`}
      value={system[field]}
      onChange={(event) => put({ [field]: event.target.value })}
    />
  );
  return (
    <section className="system-form" data-testid="system-form" aria-label={kept?.name ?? SYSTEMS.newTitle}>
      <h2 className="head">{kept?.name ?? SYSTEMS.newTitle}</h2>
      {refused && <Band tone="look" {...sentence(refused)} />}
      <div className="columns">
        {line("name", text("name", "text"))}
        {line(
          "office",
          <select
            id="system-office"
            data-testid="system-office"
            className="input"
            aria-describedby="system-office-help"
            value={system.office}
            onChange={(event) => put({ office: event.target.value })}
          >
            {offices.map(({ office, name }) => (
              <option key={office} value={office}>
                {name}
              </option>
            ))}
          </select>,
        )}
        {line(
          "rights",
          <Some
            field="rights"
            options={listed.rights.map((right): [string, string] => [right, SYSTEMS.rights[right] ?? right])}
            chosen={system.rights}
            onChange={(rights) => put({ rights })}
          />,
          true,
        )}
        {line("forms", <Forms forms={listed.forms} chosen={system.forms} onChange={(forms) => put({ forms })} />, true)}
        {line(
          "levels",
          <Some
            field="levels"
            options={SYSTEMS.levels}
            chosen={system.levels}
            onChange={(levels) => put({ levels })}
          />,
          true,
        )}
        {line(
          "per_minute",
          <input
            id="system-per_minute"
            data-testid="system-per_minute"
            className="input day"
            type="number"
            min={1}
            max={600}
            aria-describedby="system-per_minute-help"
            value={system.per_minute}
            onChange={(event) => put({ per_minute: Math.trunc(Number(event.target.value)) })}
          />,
        )}
        {line("until", text("until", "date"))}
        {line("target", text("target", "url"))}
      </div>
      <div className="deeds">
        <Button tone="main" keys="Ctrl S" testId="system-save" onPress={() => void save()}>
          {kept ? SYSTEMS.save : SYSTEMS.make}
        </Button>
        <Button tone="plain" testId="system-stop" onPress={onClose}>
          {SYSTEMS.stop}
        </Button>
      </div>
      {proving && <Prove onProved={() => void save()} onClose={() => setProving(false)} />}
    </section>
  );
}

const blank = (office: string): System => ({
  name: "",
  office,
  rights: [],
  forms: [],
  levels: [],
  per_minute: 120,
  until: "",
  target: "",
});

interface LineProps {
  field: Field;
  faults: Fault[];
  grouped: boolean;
  children: ReactNode;
}

function Line({ field, faults, grouped, children }: LineProps) {
  const naming = grouped ? { role: "group", "aria-labelledby": `system-${field}-name` } : {};
  return (
    <div className="column" {...naming}>
      {grouped ? (
        <span className="column-name" id={`system-${field}-name`}>
          {SYSTEMS.fields[field]}
        </span>
      ) : (
        <label htmlFor={`system-${field}`}>{SYSTEMS.fields[field]}</label>
      )}
      <div className="column-in">
        {children}
        <div id={`system-${field}-help`}>
          {faults.map((one) => (
            <FaultLine key={one.text} fault={one} />
          ))}
          {SYSTEMS.help[field] && <p className="note">{SYSTEMS.help[field]}</p>}
        </div>
      </div>
    </div>
  );
}

interface SomeProps {
  field: Field;
  options: [string, string][];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

const Some = ({ field, options, chosen, onChange }: SomeProps) => (
  <div className="some">
    {options.map(([key, name]) => (
      <label className="one-choice" key={key}>
        <input
          type="checkbox"
          data-testid={`system-${field}-${key}`}
          checked={chosen.includes(key)}
          onChange={() => onChange(options.map(([one]) => one).filter((one) => (one === key) !== chosen.includes(one)))}
        />
        {name}
      </label>
    ))}
  </div>
);

interface FormsProps {
  forms: Record<string, string>;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

const Forms = ({ forms, chosen, onChange }: FormsProps) => (
  <>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys */}
    <div className="system-forms" tabIndex={0} role="group" aria-labelledby="system-forms-name">
      <Some field="forms" options={Object.entries(forms)} chosen={chosen} onChange={onChange} />
    </div>
    <Button tone="plain" small testId="system-forms-all" onPress={() => onChange(Object.keys(forms))}>
      {SYSTEMS.all}
    </Button>
  </>
);
