import { markOf, shownValues } from "@madoguchi/shared/caseStore.ts";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useCase, useHouse, useHouseState } from "../hooks.ts";
import { personsOf } from "./names.ts";

const ALWAYS = ["todokede", "setainushi"];

/** Who is what: a role points at a person, and what forms print of it follows. */
export function Roles({ id }: { id: string }) {
  const { cases, catalog } = useCase(id);
  const [asked, setAsked] = useState<string[]>([]);
  const values = shownValues(cases[id]!);
  const persons = personsOf(values);
  if (persons.length === 0) return null;
  const roles = catalog!.sent.roles.filter((role) => role.role !== "honnin");
  const used = roles.filter(
    (role) => ALWAYS.includes(role.role) || asked.includes(role.role) || values[`role.${role.role}`] != null,
  );
  const others = roles.filter((role) => !used.includes(role));
  return (
    <section className="sec">
      <div className="head">
        <h2 className="head-name">{W.case.roles}</h2>
        <span className="sum cut">{W.case.rolesLead}</span>
      </div>
      <div className="body">
        {used.map((role) => (
          <RoleField key={role.role} id={id} role={role.role} label={role.name} value={values[`role.${role.role}`]} />
        ))}
        <select
          className="input more-sections"
          aria-label={W.case.addRole}
          value=""
          onChange={(event) => setAsked([...asked, event.target.value])}
        >
          <option value="">{W.case.addRole}</option>
          {others.map((role) => (
            <option key={role.role} value={role.role}>
              {role.name}
            </option>
          ))}
        </select>
      </div>
    </section>
  );
}

/** A role and whose it is. */
export function RoleField({ id, role, label, value }: { id: string; role: string; label: string; value: unknown }) {
  const { cases } = useHouseState();
  const house = useHouse();
  const state = cases[id]!;
  const key = `role.${role}`;
  const persons = personsOf(shownValues(state));
  return (
    <div className="field">
      <label className="label" htmlFor={`entry-${key}`}>
        {label.replace(/（.*）/, "")}
      </label>
      <select
        id={`entry-${key}`}
        className="input"
        data-entry=""
        data-testid={`field-${key}`}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => {
          const person = event.target.value;
          house.edit(id, person ? { kind: "set", entries: { [key]: person } } : { kind: "clear", keys: [key] });
        }}
      >
        <option value="">{W.case.nobodyYet}</option>
        {persons.map((person, index) => (
          <option key={person.id} value={person.id}>
            {index + 1} {person.name || person.kana || W.case.noName}
          </option>
        ))}
      </select>
      <SaveMark mark={markOf(state, key)} testId={`mark-${key}`} />
    </div>
  );
}
