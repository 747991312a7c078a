import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import { rowOf } from "../place.ts";
import { confirmHere } from "./confirm.ts";
import { Persons, PersonsFoot } from "./Persons.tsx";
import { Roles } from "./Roles.tsx";
import { SectionBlock } from "./SectionBlock.tsx";
import { caseSections, itemsOf, otherSections } from "./visible.ts";

interface Props {
  id: string;
  /** The items of a form in its order, in place of all sections. */
  instead?: ReactNode;
}

/** The entries of the case, in sections or in a form's order. Tab and Enter follow that order; Enter never submits. */
export function Entries({ id, instead }: Props) {
  const state = useCase(id);
  const house = useHouse();
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const catalog = state.catalog!;
  const values = shownValues(state.cases[id]!);
  const row = rowOf(state, id);
  const service = catalog.sent.house.services.find((one) => one.service === row?.service && one.office === row.office);
  const sections = caseSections(catalog, values, service?.event ?? "", asked);
  const first = sections.filter((section) => section.key === "todoke");
  const rest = sections.filter((section) => section.key !== "todoke");
  useKeys({ "Ctrl+Enter": () => void confirmHere(house, id) });

  const block = (section: (typeof sections)[number]) => {
    const shown = itemsOf(catalog, section, values, "", whole.has(section.key));
    return (
      <SectionBlock
        key={section.key}
        id={id}
        name={section.key}
        title={section.title}
        shown={shown}
        prefix=""
        onMore={() => setWhole(new Set(whole).add(section.key))}
      />
    );
  };
  const others = otherSections(catalog, sections);
  if (instead) {
    return (
      <form className="entry" onKeyDown={enterGoesOn} onSubmit={(event) => event.preventDefault()}>
        {instead}
        <PersonsFoot id={id} />
      </form>
    );
  }
  return (
    <form className="entry" onKeyDown={enterGoesOn} onSubmit={(event) => event.preventDefault()}>
      {first.map(block)}
      <Persons id={id} />
      {rest.map(block)}
      <Roles id={id} />
      {others.length > 0 && (
        <select
          className="input more-sections"
          aria-label={W.case.moreSections}
          value=""
          onChange={(event) => setAsked(new Set(asked).add(event.target.value))}
        >
          <option value="">{W.case.moreSections}</option>
          {others.map((section) => (
            <option key={section.key} value={section.key}>
              {section.title}
            </option>
          ))}
        </select>
      )}
    </form>
  );
}

/** Enter goes to the next item (Shift+Enter to the one before). A text of several lines keeps its Enter. */
function enterGoesOn(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.dataset.entry === undefined || target instanceof HTMLTextAreaElement) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-entry]")];
  all[all.indexOf(target) + (event.shiftKey ? -1 : 1)]?.focus();
}
