import { shown, shownValues } from "@madoguchi/shared/caseStore.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { personsOf } from "../case/names.ts";
import { useCase, useHouse } from "../hooks.ts";
import type { ListedForm } from "./api.ts";
import { F } from "./words.ts";

/** Who stands on the rows of a form: as its rule says, or as the clerk ticks. */
export function RowPeople({ id, one }: { id: string; one: ListedForm }) {
  const { cases } = useCase(id);
  const house = useHouse();
  const state = cases[id]!;
  const people = personsOf(shownValues(state));
  const byHand = Array.isArray(shown(state, `rows.${one.form}`));
  if (people.length === 0 || (one.people.length === 0 && !byHand && one.left_out.length === 0)) return null;
  const name = (person: string): string => people.find((each) => each.id === person)?.name || W.case.noName;
  const tick = (person: string, on: boolean) => {
    const next = people.map((each) => each.id).filter((each) => (each === person ? on : one.people.includes(each)));
    house.edit(id, { kind: "stand_on", form: one.form, people: next });
  };
  return (
    <fieldset className="forms-people plain-set">
      <legend className="small-head">{F.list.rows}</legend>
      {people.map((person) => (
        <label key={person.id}>
          <input
            type="checkbox"
            data-testid={`row-${one.form}-${person.id}`}
            checked={one.people.includes(person.id)}
            onChange={(event) => tick(person.id, event.target.checked)}
          />
          {person.name || person.kana || W.case.noName}
        </label>
      ))}
      {byHand && (
        <Button tone="plain" small onPress={() => house.edit(id, { kind: "stand_on", form: one.form, people: null })}>
          {F.list.rowsAll}
        </Button>
      )}
      {one.left_out.length > 0 && <p className="wrong">{F.list.leftOut(one.left_out.map(name).join("、"))}</p>}
    </fieldset>
  );
}
