import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { isForeigner, JAPANESE, NATIONALITY } from "@madoguchi/shared/rules/nationality.ts";
import { W } from "@madoguchi/shared/words.ts";
import { goTo } from "../forms/goTo.ts";
import { useCase, useHouse } from "../hooks.ts";

/** 日本人 or 外国人: decides which items this person has. */
export function Nationality({ id, person, onForeign }: { id: string; person: string; onForeign: () => void }) {
  const { cases, catalog } = useCase(id);
  const house = useHouse();
  const values = shownValues(cases[id]!);
  const foreign = isForeigner(catalog!.sent.items, values, person);
  const key = `p.${person}.${NATIONALITY}`;
  const japanese = () => house.edit(id, { kind: "set", entries: { [key]: JAPANESE } });
  const other = () => {
    if (values[key] === JAPANESE) house.edit(id, { kind: "clear", keys: [key] });
    onForeign();
    goTo(key);
  };
  return (
    <fieldset className="segment plain-set nationality" aria-label={W.fields.nationality}>
      <button
        type="button"
        aria-pressed={foreign === false}
        data-testid={`japanese-${person}`}
        disabled={foreign === true}
        onClick={japanese}
      >
        {W.fields.japanese}
      </button>
      <button type="button" aria-pressed={foreign === true} data-testid={`foreign-${person}`} onClick={other}>
        {W.fields.foreign}
      </button>
    </fieldset>
  );
}
