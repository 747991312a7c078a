import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { dayName } from "@madoguchi/shared/rules/deadlines.ts";
import type { Due } from "@madoguchi/shared/rules/guidance.ts";
import { useState } from "react";
import { useHouse } from "../hooks.ts";
import type { Derived } from "./derive.ts";
import { WhyBox } from "./WhyBox.tsx";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
  one: Due;
  isNew: boolean;
  onAsk: ((question: string) => void) | undefined;
}

/** A procedure: its name, until when, and on asking why it is there. */
export function DueRow({ id, derived, one, isNew, onAsk }: Props) {
  const house = useHouse();
  const [open, setOpen] = useState(false);
  const out = one.byHand === false;
  return (
    <li
      className={isNew ? "due is-new" : "due"}
      data-testid={`${out ? "out" : "chosen"}-${one.procedure}`}
      data-by-hand={one.byHand}
    >
      <span className="due-name">
        {out ? <s>{one.name}</s> : one.name}
        {isNew && !one.byHand && <Tag tone="act">{G.result.added}</Tag>}
        {one.byHand && <Tag tone="person">{G.result.byHand}</Tag>}
        {one.staffOnly && <Tag tone="person">{G.result.staffOnly}</Tag>}
      </span>
      {!out && <Until one={one} />}
      {out ? (
        <button
          type="button"
          className="link note"
          data-testid={`back-${one.procedure}`}
          onClick={() => house.edit(id, { kind: "as_answered", procedures: [one.procedure] })}
        >
          {G.result.back}
        </button>
      ) : (
        <button
          type="button"
          className="link note"
          aria-expanded={open}
          aria-label={`${one.name} ${open ? G.result.whyClose : G.result.why}`}
          data-testid={`why-${one.procedure}`}
          onClick={() => setOpen(!open)}
        >
          {open ? G.result.whyClose : G.result.why}
        </button>
      )}
      {open && !out && <WhyBox id={id} derived={derived} one={one} onAsk={onAsk} />}
    </li>
  );
}

function Until({ one }: { one: Due }) {
  if (!one.due) return one.deadline === "—" ? null : <span className="note due-day">{one.deadline}</span>;
  return (
    <span className={one.past ? "over due-day" : "due-day"} data-testid={`due-${one.procedure}`} data-past={one.past}>
      {G.result.until(dayName(one.due))}
      {one.past && <small>{G.result.past}</small>}
    </span>
  );
}
