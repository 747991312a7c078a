import { shown } from "@madoguchi/shared/caseStore.ts";
import { dayOf } from "@madoguchi/shared/clock.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { admitValue, type ItemDef, showValue } from "@madoguchi/shared/rules/fields.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { useActive } from "./active.ts";
import type { ListedForm, PlacedBox } from "./api.ts";
import { F } from "./words.ts";

interface Props {
  id: string;
  form: ListedForm;
  forms: readonly ListedForm[];
  boxes: readonly PlacedBox[];
}

/** What the cursor's field means for the papers: that it fills all of them, or another value on this form alone. */
export function Here({ id, form, forms, boxes }: Props) {
  const { cases, catalog } = useCase(id);
  const field = useActive(id);
  const box = field ? boxes.find((one) => one.keys.includes(field.key)) : undefined;
  const key = field?.key ?? "";
  const item = catalog!.item(key);
  if (!box || !item || box.masked || item.kind === "bool" || item.kind === "enum_multi") return null;
  const own = `only.${form.form}.${key}`;
  const entry = cases[id]!.entries[own];
  const value = shown(cases[id]!, own);
  const isOnly = entry !== undefined && value !== null;
  return (
    <section className="form-here" data-testid="form-here">
      {isOnly ? (
        <OnlyHere key={key} id={id} form={form.form} name={key} item={item} value={value} />
      ) : (
        <NotYet
          key={key}
          id={id}
          form={form.form}
          name={key}
          item={item}
          label={catalog!.label(key)}
          count={forms.length}
        />
      )}
    </section>
  );
}

interface OneProps {
  id: string;
  form: string;
  name: string;
  item: ItemDef;
}

function NotYet({ id, form, name, item, label, count }: OneProps & { label: string; count: number }) {
  const [open, setOpen] = useState(false);
  if (open) return <Another id={id} form={form} name={name} item={item} start="" onClose={() => setOpen(false)} />;
  return (
    <p className="note">
      {count > 1 && <>{F.inForms(label, count)} </>}
      <button type="button" className="link note" data-testid="only-here" onClick={() => setOpen(true)}>
        {F.hereGo}
      </button>
    </p>
  );
}

function OnlyHere({ id, form, name, item, value }: OneProps & { value: Value }) {
  const house = useHouse();
  return (
    <p className="form-only">
      <b>{F.here}</b>
      <span className="cut" data-testid="only-value">
        {showValue(item, value)}
      </span>
      <Button
        tone="plain"
        small
        testId="only-back"
        onPress={() => house.edit(id, { kind: "only_on", form, entries: { [name]: null } })}
      >
        {F.hereBack}
      </Button>
    </p>
  );
}

function Another({ id, form, name, item, start, onClose }: OneProps & { start: string; onClose: () => void }) {
  const house = useHouse();
  const [text, setText] = useState(start);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = () => {
    try {
      const stored = admitValue(item, text, dayOf(house.now()));
      if (stored === "") return onClose();
      house.edit(id, { kind: "only_on", form, entries: { [name]: stored } });
      onClose();
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      const { what, now } = sentence(no.reason);
      setWrong(what + (now ?? ""));
    }
  };
  return (
    <div className="form-another">
      <input
        className="input"
        aria-label={F.hereValue}
        placeholder={F.hereValue}
        data-testid="only-input"
        aria-invalid={wrong !== null}
        // biome-ignore lint/a11y/noAutofocus: opened to type in
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") take();
          if (event.key === "Escape") onClose();
        }}
      />
      <Button small testId="only-go" onPress={take}>
        {F.here}
      </Button>
      <Button tone="plain" small onPress={onClose}>
        {W.stop}
      </Button>
      <p className={wrong ? "wrong" : "note"}>{wrong ?? F.hereNow}</p>
    </div>
  );
}
