import { shown } from "@madoguchi/shared/caseStore.ts";
import { useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import type { ListedForm } from "./api.ts";
import { F } from "./words.ts";

const LONGEST = 400;

/** The office-use remark of a form: never on the visitor's screen. Sent on leaving. */
export function Remark({ id, one }: { id: string; one: ListedForm }) {
  const { cases, catalog } = useCase(id);
  const house = useHouse();
  const stood = String(shown(cases[id]!, `remark.${one.form}`) ?? "");
  const [text, setText] = useState<string | null>(null);
  const phrases = catalog!.sent.phrases.filter((phrase) => phrase.kind === "biko");
  const keep = (said: string) => {
    if (said.trim() !== stood) house.edit(id, { kind: "remark", form: one.form, text: said });
    setText(null);
  };
  return (
    <div className="forms-remark">
      <label className="small-head" htmlFor={`remark-${one.form}`}>
        {F.list.remark}
        <span className="note">{F.list.remarkHint}</span>
      </label>
      <textarea
        id={`remark-${one.form}`}
        className="input"
        rows={2}
        maxLength={LONGEST}
        data-testid={`remark-${one.form}`}
        value={text ?? stood}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== null && keep(text)}
      />
      {phrases.length > 0 && (
        <select
          className="input"
          aria-label={F.list.phrases}
          value=""
          onChange={(event) => keep([stood, event.target.value].filter(Boolean).join("\n"))}
        >
          <option value="">{F.list.phrases}</option>
          {phrases.map((phrase) => (
            <option key={phrase.phrase} value={phrase.text}>
              {phrase.text}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
