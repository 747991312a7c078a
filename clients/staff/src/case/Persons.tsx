import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { post } from "@madoguchi/shared/http.ts";
import { newPerson } from "@madoguchi/shared/ids.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { commitField } from "../deeds.ts";
import { goTo } from "../forms/goTo.ts";
import { useCase, useHouse, useHouseState, useKeys } from "../hooks.ts";
import type { House } from "../house.ts";
import { R } from "../residents/words.ts";
import { Nationality } from "./Nationality.tsx";
import { personsOf } from "./names.ts";
import { SectionBlock } from "./SectionBlock.tsx";
import { itemsOf, personSections } from "./visible.ts";

/** Everybody in the case, once. */
export function Persons({ id }: { id: string }) {
  const { cases } = useHouseState();
  const arming = useArming(id);
  return (
    <>
      {personsOf(shownValues(cases[id]!)).map((person, index) => (
        <PersonBlock
          key={person.id}
          id={id}
          person={person.id}
          index={index}
          armed={arming.cardTo === person.id}
          onArm={() => arming.arm(person.id)}
        />
      ))}
      <PersonsFoot id={id} arming={arming} />
    </>
  );
}

/** Whom the card goes to that is read next. */
function useArming(id: string) {
  const [cardTo, setCardTo] = useState<string | null | undefined>(undefined);
  const arm = (person: string | null) => {
    setCardTo(person);
    post("/api/arm", { case: id, person, fresh: person === null }).catch(() => setCardTo(undefined));
  };
  return { cardTo, arm };
}

/** Somebody more: typed, or read from a card; and who was taken out comes back. */
export function PersonsFoot({ id, arming }: { id: string; arming?: ReturnType<typeof useArming> }) {
  const { cases } = useHouseState();
  const house = useHouse();
  const own = useArming(id);
  const { cardTo, arm } = arming ?? own;
  const values = shownValues(cases[id]!);
  const persons = personsOf(values);
  const add = () => addPerson(house, id);
  const residents = () => {
    commitField();
    house.set({ overlay: "residents" });
  };
  const eligibility = () => {
    commitField();
    house.set({ overlay: "eligibility" });
  };
  useKeys({ "Alt+p": add, "Alt+t": residents, "Alt+l": eligibility });
  return (
    <div className="persons-foot">
      {persons.length === 0 && <p className="note">{W.case.noPersons}</p>}
      <Button small keys="Alt P" testId="person-add" onPress={add}>
        {persons.length === 0 ? W.case.firstPerson : W.case.addPerson}
      </Button>
      <Button small keys="Alt T" testId="residents-open" onPress={residents}>
        {R.open}
      </Button>
      {persons.length > 0 && (
        <Button small keys="Alt L" testId="eligibility-open" onPress={eligibility}>
          {R.eligible}
        </Button>
      )}
      {persons.length > 0 && (
        <Button tone="plain" small onPress={() => arm(null)}>
          <Icon name="card" small />
          {cardTo === null ? W.case.cardTo : W.case.cardNew}
        </Button>
      )}
      {personsOf(values, true).map((person) => (
        <Button
          key={person.id}
          tone="plain"
          small
          testId={`restore-${person.id}`}
          onPress={() => house.edit(id, { kind: "restore_person", person: person.id })}
        >
          {W.case.removed}: {person.name || W.case.noName} {W.case.restorePerson}
        </Button>
      ))}
    </div>
  );
}

function addPerson(house: House, id: string): void {
  commitField();
  const person = newPerson();
  house.edit(id, { kind: "add_person", person });
  setTimeout(() => goTo(`p.${person}.m_name`), 60);
}

interface PersonProps {
  id: string;
  person: string;
  index: number;
  armed: boolean;
  onArm: () => void;
}

function PersonBlock({ id, person, index, armed, onArm }: PersonProps) {
  const { cases, catalog } = useCase(id);
  const house = useHouse();
  const [all, setAll] = useState(false);
  const state = cases[id]!;
  const values = shownValues(state);
  const prefix = `p.${person}.`;
  const roles = catalog!.sent.roles.filter((role) => values[`role.${role.role}`] === person);
  const sections = personSections(catalog!).map((section) => itemsOf(catalog!, section, values, prefix, all));
  const hidden = sections.reduce((sum, one) => sum + one.hidden, 0);
  const visible = sections.filter((one) => one.items.length > 0);
  const others = personsOf(values).filter((other) => other.id !== person);
  return (
    <div className="person" data-person={person}>
      {visible.map((shown, order) => (
        <SectionBlock
          key={shown.section.key}
          id={id}
          name={`${prefix}${shown.section.key}`}
          title={
            order === 0 ? <PersonTitle index={index} roles={roles.map((role) => role.name)} /> : shown.section.title
          }
          shown={{ ...shown, hidden: 0 }}
          prefix={prefix}
        >
          {order === 0 && <Nationality id={id} person={person} onForeign={() => setAll(true)} />}
          {order === 0 && (
            <Button tone="plain" small testId={`card-to-${person}`} onPress={onArm}>
              <Icon name="card" small />
              {armed ? W.case.cardTo : W.case.cardHere}
            </Button>
          )}
          {order === 0 && (
            <Button
              tone="plain"
              small
              testId={`remove-${person}`}
              onPress={() => house.edit(id, { kind: "remove_person", person, rev: state.rev })}
            >
              {W.case.removePerson}
            </Button>
          )}
        </SectionBlock>
      ))}
      <p className="person-more">
        {(hidden > 0 || all) && (
          <button type="button" className="link note" onClick={() => setAll(!all)}>
            {all ? W.case.fewerItems : W.case.moreItems(hidden)}
          </button>
        )}
        {all && others.length > 0 && (
          <select
            className="input merge"
            value=""
            aria-label={W.case.mergePerson}
            onChange={(event) => house.edit(id, { kind: "merge_person", person, into: event.target.value })}
          >
            <option value="">{W.case.mergePerson}</option>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {W.case.mergeInto}: {other.name || W.case.noName}
              </option>
            ))}
          </select>
        )}
      </p>
    </div>
  );
}

function PersonTitle({ index, roles }: { index: number; roles: string[] }) {
  return (
    <>
      <span className="sn">{index + 1}</span> {W.case.person(index + 1)}
      {roles.slice(0, 2).map((role) => (
        <Tag key={role}>{role.replace(/（.*）/, "")}</Tag>
      ))}
    </>
  );
}
