// One entry on screen: what stands there, who is in it, what is safe. The field itself is FieldInput; two values that
// wait for a choice are Duel.

import { type Mark, markOf, shown } from "@madoguchi/shared/caseStore.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { SaveMark, Tag } from "@madoguchi/shared/parts/signs.tsx";
import { type ItemDef, showValue } from "@madoguchi/shared/rules/fields.ts";
import type { Here, Entry as Written } from "@madoguchi/shared/wire.ts";
import { SOURCES, W } from "@madoguchi/shared/words.ts";
import { memo } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { NUMBERS } from "../protection/api.ts";
import { DuelBox } from "./DuelBox.tsx";
import { FieldInput } from "./FieldInput.tsx";
import { NumberField } from "./NumberField.tsx";

interface EntryProps {
  id: string;
  name: string;
  item: ItemDef;
  frozen: boolean;
}

export function Entry({ id, name, item, frozen }: EntryProps) {
  const { cases, me, catalog } = useCase(id);
  const state = cases[id]!;
  if (state.duels[name]) return <DuelBox id={id} duel={state.duels[name]} spell={(value) => showValue(item, value)} />;
  const other = state.here.find((one) => one.field === name && one.clerk !== me?.clerk) ?? null;
  return (
    <Row
      id={id}
      name={name}
      item={item}
      frozen={frozen}
      label={catalog!.label(name)}
      value={shown(state, name)}
      written={state.entries[name] ?? null}
      mark={markOf(state, name)}
      other={other}
      otherNo={other ? catalog!.no(other.window) : ""}
    />
  );
}

interface RowProps extends EntryProps {
  label: string;
  value: Value;
  written: Written | null;
  mark: Mark | null;
  other: Here | null;
  otherNo: string;
}

const Row = memo(function Row({ id, name, item, frozen, label, value, written, mark, other, otherNo }: RowProps) {
  const house = useHouse();
  const look = written?.confirmed === false && value !== null;
  const from = written && value !== null ? SOURCES[written.source ?? "typed"] : undefined;
  const inputId = `entry-${name}`;
  const field = { id, name, item, inputId, value, frozen, look, other: other !== null, draft: other?.draft ?? null };
  return (
    <div className="field">
      <label className="label" htmlFor={inputId}>
        {label}
      </label>
      <span className="with">
        {item.sensitivity === NUMBERS ? (
          <NumberField {...field} masked={written?.masked ?? false} />
        ) : written?.masked ? (
          <span className="masked" title={W.case.maskedWhy} id={inputId} data-testid={`field-${name}`}>
            {W.case.masked}
          </span>
        ) : (
          <FieldInput {...field} />
        )}
        {from && <Tag>{from}</Tag>}
        {look && (
          <button
            type="button"
            className="btn btn-s"
            onClick={() => house.edit(id, { kind: "set", entries: { [name]: value }, confirmed: true })}
          >
            {W.case.unconfirmed}
          </button>
        )}
        {other && <Tag tone="person">{W.case.other(other.by, otherNo)}</Tag>}
      </span>
      <SaveMark mark={mark} testId={`mark-${name}`} />
    </div>
  );
});
