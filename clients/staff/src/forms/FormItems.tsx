import { shown as shownValue, shownValues } from "@madoguchi/shared/caseStore.ts";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { isForeigner, mayEnter } from "@madoguchi/shared/rules/nationality.ts";
import { W } from "@madoguchi/shared/words.ts";
import type { ReactNode } from "react";
import { Entry } from "../case/Entry.tsx";
import { personsOf } from "../case/names.ts";
import { RoleField } from "../case/Roles.tsx";
import { sectionOf } from "../case/visible.ts";
import { useCase } from "../hooks.ts";
import type { ListedForm, PlacedBox } from "./api.ts";
import { type Group, type Place, placesOf } from "./order.ts";
import { useCursorStays } from "./stays.ts";
import { F } from "./words.ts";

interface Props {
  id: string;
  form: ListedForm;
  boxes: readonly PlacedBox[];
}

/** The items of the page in view, in the order of the form; each fills every form that binds it. */
export function FormItems({ id, form, boxes }: Props) {
  const { cases, catalog } = useCase(id);
  useCursorStays(form.form);
  const values = shownValues(cases[id]!);
  const people = personsOf(values);
  const foreign = new Map(people.map(({ id: one }) => [one, isForeigner(catalog!.sent.items, values, one)]));
  const groups = placesOf(boxes, catalog!, (item, person) => mayEnter(item, foreign.get(person ?? "") ?? null));
  if (groups.length === 0) return <p className="note form-none">{boxes.length > 0 ? F.noItems : F.loading}</p>;
  const seen = new Set<string | null>([null]);
  const isFirst = (person: string | null) => !seen.has(person) && seen.add(person) !== null;
  return groups.map((group) => (
    <section
      className="sec form-items"
      key={`${form.form} ${group.person} ${group.section} ${group.fields[0]?.key}`}
      data-person={isFirst(group.person) ? group.person : undefined}
    >
      <div className="head">
        <h2 className="head-name">
          <GroupName group={group} people={people} form={form} />
        </h2>
      </div>
      <div className="body">
        {group.fields.map((place) => (
          <PlaceField key={place.key} id={id} place={place} />
        ))}
      </div>
    </section>
  ));
}

function GroupName({ group, people, form }: { group: Group; people: ReturnType<typeof personsOf>; form: ListedForm }) {
  const index = people.findIndex((person) => person.id === group.person);
  if (index < 0) return group.section || form.name;
  return (
    <>
      <span className="sn">{index + 1}</span>
      <span className="named">{people[index]?.name || people[index]?.kana || W.case.person(index + 1)}</span>
    </>
  );
}

function PlaceField({ id, place }: { id: string; place: Place }) {
  const { cases, catalog } = useCase(id);
  const state = cases[id]!;
  if (!place.item) {
    const role = place.key.replace(/^role\./, "");
    const value = shownValues(state)[place.key];
    return (
      <Wanting missing={place.missing}>
        <RoleField id={id} role={role} label={catalog!.label(place.key)} value={value} />
      </Wanting>
    );
  }
  const section = sectionOf(catalog!, place.key);
  const frozen = section !== null && shownValue(state, `ok.${section}`) === true;
  return (
    <Wanting missing={place.missing}>
      <Entry id={id} name={place.key} item={place.item} frozen={frozen} />
    </Wanting>
  );
}

/** An item that the form wants and has not. */
function Wanting({ missing, children }: { missing: boolean; children: ReactNode }) {
  return (
    <div className={missing ? "form-place is-missing" : "form-place"}>
      {children}
      {missing && (
        <span className="form-lacks">
          <Tag tone="look">
            <Icon name="warn" small />
            {F.required}
          </Tag>
        </span>
      )}
    </div>
  );
}
