import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useCase, useKeys } from "../hooks.ts";
import type { FormList } from "./api.ts";
import { FormWhy } from "./FormWhy.tsx";
import { F } from "./words.ts";

/** Any application of the city, found as one types; Enter takes the first. */
export function AddForm({ id, list, onClose }: { id: string; list: FormList; onClose: () => void }) {
  const { catalog } = useCase(id);
  const [filter, setFilter] = useState("");
  const [chosen, setChosen] = useState<{ form: string; name: string } | null>(null);
  const here = new Set(list.forms.map((one) => one.form));
  const found = catalog!.sent.forms.filter((one) => `${one.form}${one.name}`.includes(filter.trim()));
  useKeys({ Escape: onClose });
  return (
    <div className="add-list forms-add">
      <p className="note">{F.list.addLead}</p>
      <input
        className="input"
        aria-label={F.list.filter}
        placeholder={F.list.filter}
        data-testid="form-filter"
        // biome-ignore lint/a11y/noAutofocus: opened to type in
        autoFocus
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => {
          const first = found.find((one) => !here.has(one.form));
          if (event.key === "Enter" && !event.nativeEvent.isComposing && first) setChosen(first);
        }}
      />
      <ul>
        {found.map((one) => (
          <li key={one.form}>
            <button
              type="button"
              className={here.has(one.form) ? "qrow is-here" : "qrow"}
              data-testid={`add-${one.form}`}
              disabled={here.has(one.form)}
              onClick={() => setChosen(one)}
            >
              <span className="num">{one.form}</span>
              <span className="cut">{one.name}</span>
              {here.has(one.form) && <Tag>{W.case.added}</Tag>}
            </button>
          </li>
        ))}
      </ul>
      <Button tone="plain" small keys="Esc" onPress={onClose}>
        {W.close}
      </Button>
      {chosen && <FormWhy id={id} form={chosen.form} name={chosen.name} on onClose={() => setChosen(null)} />}
    </div>
  );
}
