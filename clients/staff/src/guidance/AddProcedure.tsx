import type { Procedure } from "@madoguchi/shared/catalog.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate, Tag } from "@madoguchi/shared/parts/signs.tsx";
import { counts } from "@madoguchi/shared/rules/guidance.ts";
import { W } from "@madoguchi/shared/words.ts";
import { useEffect, useRef, useState } from "react";
import { useHouse, useKeys } from "../hooks.ts";
import type { Derived } from "./derive.ts";
import { plateOf } from "./plates.ts";
import { G } from "./words.ts";

const MOST = 200;

interface Props {
  id: string;
  derived: Derived;
  onClose: () => void;
}

/** A list that is filtered as one types; those of this matter first. What is added carries a reason. */
export function AddProcedure({ id, derived, onClose }: Props) {
  const house = useHouse();
  const box = useRef<HTMLDivElement>(null);
  const { catalog, known } = derived;
  const reasons = catalog.reasons("procedure");
  const [filter, setFilter] = useState("");
  const [reason, setReason] = useState(reasons[0]?.reason ?? "");
  const [note, setNote] = useState("");
  const here = new Set(derived.guidance.procedures.filter(counts).map((one) => one.procedure));
  const found = filtered(derived, filter);
  const needs = reasons.find((one) => one.reason === reason)?.needs_note ?? false;
  const because = needs && !note.trim() ? W.why.noteNeeded : null;
  useKeys({ Escape: onClose });
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const add = ({ procedure }: Procedure) => {
    if (here.has(procedure)) return;
    if (because) return house.notice({ tone: "info", what: because });
    house.edit(id, { kind: "choose", procedures: [procedure], reason, note: note.trim() });
    setFilter("");
  };
  return (
    <div className="add-list" ref={box}>
      <input
        className="input"
        data-testid="procedure-filter"
        // biome-ignore lint/a11y/noAutofocus: opened to type in
        autoFocus
        aria-label={G.result.filter}
        placeholder={G.result.filter}
        value={filter}
        onChange={(change) => setFilter(change.target.value)}
        onKeyDown={(key) => {
          const first = found.find((one) => !here.has(one.procedure));
          if (key.key === "Enter" && !key.nativeEvent.isComposing && first) add(first);
        }}
      />
      <span className="add-why">
        <select
          className="input"
          aria-label={G.result.reason}
          data-testid="procedure-reason"
          value={reason}
          onChange={(change) => setReason(change.target.value)}
        >
          {reasons.map((one) => (
            <option key={one.reason} value={one.reason}>
              {one.name}
            </option>
          ))}
        </select>
        {needs && (
          <input
            className="input"
            aria-label={W.why.note}
            placeholder={W.why.note}
            maxLength={200}
            value={note}
            onChange={(change) => setNote(change.target.value)}
          />
        )}
      </span>
      <ul>
        {found.slice(0, MOST).map((one) => (
          <li key={one.procedure}>
            <button
              type="button"
              className={here.has(one.procedure) ? "qrow is-here" : "qrow"}
              data-testid={`procedure-${one.procedure}`}
              onClick={() => add(one)}
            >
              <Plate no={plateOf(catalog, known.office, one.group)} off={here.has(one.procedure)} />
              <span className="cut">{one.name}</span>
              {here.has(one.procedure) ? (
                <Tag>{G.result.already}</Tag>
              ) : (
                <span className="note">{isOf(one, known.events) ? G.result.forEvent : ""}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <Button tone="plain" small keys="Esc" onPress={onClose}>
        {W.close}
      </Button>
    </div>
  );
}

const isOf = (one: Procedure, events: readonly string[]): boolean =>
  one.events.includes("*") || one.events.some((event) => events.includes(event));

function filtered({ catalog, known }: Derived, filter: string): Procedure[] {
  const wanted = filter.trim();
  const said = (one: Procedure): string =>
    `${one.name}${catalog.groupName(known.office, one.group)}${one.procedure}${plateOf(catalog, known.office, one.group)}番`;
  return catalog.sent.procedures
    .filter((one) => said(one).includes(wanted))
    .sort((a, b) => Number(isOf(b, known.events)) - Number(isOf(a, known.events)));
}
