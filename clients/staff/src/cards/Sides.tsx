import { shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { useState } from "react";
import { useCase, useKeys, useTop } from "../hooks.ts";
import type { Beside, Key, Laid } from "./api.ts";
import { Pictures, type Typed } from "./Pictures.tsx";
import { K } from "./words.ts";

interface SidesProps {
  id: string;
  laid: Laid;
  person: string | null;
  beside: Beside | undefined;
  busy: boolean;
  onGo: (key: Key, typed: Typed) => void;
  onBack: () => void;
}

/** What stands and what the card says, side by side: some by a figure, all by one key. Nothing is ticked beforehand. */
export function Sides({ id, laid, person, beside, busy, onGo, onBack }: SidesProps) {
  const { cases, catalog } = useCase(id);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState<Typed>({});
  const differs = beside?.differs ?? {};
  const items = Object.keys(differs);
  const flip = (item: string) => {
    const next = new Set(ticked);
    if (!next.delete(item)) next.add(item);
    setTicked(next);
  };
  const all = () => setTicked(new Set(ticked.size === items.length ? [] : items));
  const go = () => {
    const over = Object.fromEntries(items.filter((item) => ticked.has(item)).map((item) => [item, differs[item]!]));
    onGo({ person, over, anyway: beside?.another ?? false }, typed);
  };
  useTop(onBack);
  useKeys({ a: all, ...Object.fromEntries(items.slice(0, 9).map((item, at) => [`${at + 1}`, () => flip(item)])) });
  const values = cases[id] ? shownValues(cases[id]) : {};
  const say = (item: string, value: Value) => {
    const known = catalog?.item(item);
    return known ? showValue(known, value) : String(value ?? "");
  };
  return (
    <>
      {beside?.another && (
        <p className="card-another" role="alert" data-testid="card-another">
          {K.anotherLead}
        </p>
      )}
      <Pictures laid={laid} typed={typed} onType={setTyped} onEnd={go} />
      {items.length > 0 && (
        <>
          <h3>{K.sides}</h3>
          <p className="note">{K.sidesLead}</p>
          <table className="card-sides" data-testid="card-sides">
            <thead>
              <tr>
                <td />
                <th scope="col">{K.item}</th>
                <th scope="col">{K.now}</th>
                <th scope="col">{K.card}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item, at) => (
                <tr key={item}>
                  <td>
                    <label className="line">
                      <input
                        type="checkbox"
                        data-testid={`card-over-${item}`}
                        aria-label={catalog?.label(item) ?? item}
                        checked={ticked.has(item)}
                        onChange={() => flip(item)}
                      />
                      <kbd>{at < 9 ? at + 1 : ""}</kbd>
                    </label>
                  </td>
                  <th scope="row">{catalog?.label(item) ?? item}</th>
                  <td>{say(item, values[`p.${person}.${item}`] ?? null)}</td>
                  <td>{say(item, laid.values[item] ?? null)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <div className="deeds">
        <Button
          tone={beside?.another ? "danger" : "main"}
          grow
          keys="Enter"
          autoFocus={Object.keys(laid.pictures).length === 0}
          testId="card-take"
          onPress={go}
        >
          {busy ? K.going : beside?.another ? K.goInAnyway : K.goIn}
        </Button>
        {items.length > 1 && (
          <Button keys="A" testId="card-all" onPress={all}>
            {K.all}
          </Button>
        )}
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {K.back}
        </Button>
      </div>
    </>
  );
}
