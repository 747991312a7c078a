import { markOf } from "@madoguchi/shared/caseStore.ts";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { counts } from "@madoguchi/shared/rules/guidance.ts";
import { useRef, useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import type { Derived } from "./derive.ts";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
}

/** What to bring, merged without repeats; each ticked お持ち or なし. With the focus in it, Y and N tick and go on. */
export function Belongings({ id, derived }: Props) {
  const { cases } = useCase(id);
  const house = useHouse();
  const list = useRef<HTMLUListElement>(null);
  const [inHand, setInHand] = useState<number | null>(null);
  const { bring, procedures } = derived.guidance;
  const { closed } = cases[id]!;
  const all = new Set(procedures.filter(counts).flatMap((one) => one.bring)).size;
  const count = (have: boolean | null): number => bring.filter((one) => one.have === have).length;

  const go = (place: number): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(".thing-name") ?? [])];
    rows[Math.min(Math.max(place, 0), rows.length - 1)]?.focus();
  };
  const tick = (text: string, have: boolean | null): void => {
    if (!closed) house.edit(id, { kind: "have", things: { [text]: have } });
  };
  const tickInHand = (have: boolean | null) => () => {
    const thing = inHand === null ? undefined : bring[inHand];
    if (!thing || inHand === null) return;
    tick(thing.text, have);
    if (have !== null) go(inHand + 1);
  };
  useKeys(
    inHand === null
      ? {
          b: () =>
            go(
              Math.max(
                0,
                bring.findIndex((one) => one.have === null),
              ),
            ),
        }
      : {
          y: tickInHand(true),
          n: tickInHand(false),
          Delete: tickInHand(null),
          ArrowDown: () => go(inHand + 1),
          ArrowUp: () => go(inHand - 1),
          Escape: () => (document.activeElement as HTMLElement | null)?.blur(),
        },
    true,
  );
  if (bring.length === 0) return null;
  return (
    <section>
      <Head name={G.bring.title}>
        {G.bring.sum(all, bring.length)} <kbd>B</kbd>
      </Head>
      <ul className="things" ref={list} data-testid="belongings" onBlur={() => setInHand(null)}>
        {bring.map((one, place) => (
          <li key={one.text} data-testid={`thing-${one.text}`} data-have={String(one.have)}>
            <button
              type="button"
              className="thing-name"
              title={G.bring.for(
                one.procedures.map((procedure) => derived.catalog.procedure(procedure)?.name).join("、"),
              )}
              onFocus={() => setInHand(place)}
              onClick={() => tick(one.text, one.have === true ? null : true)}
            >
              {one.text}
            </button>
            <SaveMark mark={markOf(cases[id]!, `have.${one.text}`)} />
            <span className="tick-two" role="group" aria-label={one.text}>
              {([true, false] as const).map((have) => (
                <button
                  key={String(have)}
                  type="button"
                  aria-pressed={one.have === have}
                  aria-label={`${one.text} ${have ? G.bring.has : G.bring.lacks}`}
                  tabIndex={-1}
                  data-testid={`${have ? "has" : "lacks"}-${one.text}`}
                  onClick={() => tick(one.text, one.have === have ? null : have)}
                >
                  {have ? G.bring.has : G.bring.lacks}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="note things-sum">
        {inHand === null ? G.bring.counts(count(true), count(false), count(null)) : G.bring.keys}
      </p>
    </section>
  );
}
