import { shownValues } from "@madoguchi/shared/caseStore.ts";
import type { Catalog, Procedure } from "@madoguchi/shared/catalog.ts";
import type { Values } from "@madoguchi/shared/facts.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useHouse, useHouseState, useKeys } from "../hooks.ts";
import { rowOf } from "../place.ts";

/** The procedures chosen so far, where and by when, and the things to bring, merged. */
export function Procedures({ id }: { id: string }) {
  const { cases, catalog } = useHouseState();
  const house = useHouse();
  const [adding, setAdding] = useState(false);
  const values = shownValues(cases[id]!);
  const chosen = chosenIn(catalog!, values);
  const bring = merged(chosen);
  useKeys({ "Alt+g": () => setAdding(true) });
  return (
    <section>
      <Head name={W.procedures.title}>
        <b>{chosen.length}</b>
        {W.items}
      </Head>
      {chosen.length === 0 && <p className="note">{W.procedures.none}</p>}
      <ul>
        {chosen.map((one) => (
          <li key={one.procedure} className="proc" data-testid={`chosen-${one.procedure}`}>
            <Plate no={firstWindow(catalog!, one.group)} />
            <span className="cut" title={one.name}>
              {one.name}
            </span>
            <span className="note cut">{one.deadline}</span>
            <Button
              tone="plain"
              small
              testId={`remove-${one.procedure}`}
              onPress={() => house.edit(id, { kind: "unchoose", procedures: [one.procedure], reason: "procedure-1" })}
            >
              {W.procedures.remove}
            </Button>
          </li>
        ))}
      </ul>
      {adding ? (
        <AddProcedure id={id} chosen={chosen} onClose={() => setAdding(false)} />
      ) : (
        <p className="add">
          <Button small keys="Alt G" testId="procedure-add" onPress={() => setAdding(true)}>
            {W.procedures.add}
          </Button>
        </p>
      )}
      {bring.length > 0 && (
        <>
          <Head name={W.procedures.bring}>
            {W.procedures.bringSum(chosen.flatMap((one) => things(one)).length, bring.length)}
          </Head>
          <ul className="bring">
            {bring.map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function chosenIn(catalog: Catalog, values: Values): Procedure[] {
  const ids = Object.keys(values).filter((key) => key.startsWith("proc.") && values[key] === true);
  return ids.map((key) => catalog.procedure(key.slice(5))).filter((one) => one !== undefined);
}

const things = (one: Procedure): string[] => one.bring.filter((thing) => thing && thing !== "（なし）");
const merged = (chosen: Procedure[]): string[] => [...new Set(chosen.flatMap(things))];

function firstWindow(catalog: Catalog, group: string): string {
  return catalog.sent.house.windows.find((one) => one.group === group)?.number ?? "−";
}

const MOST = 200;

/** A list that is filtered as one types; those of this matter first. */
function AddProcedure({ id, chosen, onClose }: { id: string; chosen: Procedure[]; onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const [filter, setFilter] = useState("");
  const catalog = state.catalog!;
  const row = rowOf(state, id);
  const event = catalog.sent.house.services.find(
    (one) => one.service === row?.service && one.office === row?.office,
  )?.event;
  const have = new Set(chosen.map((one) => one.procedure));
  const found = catalog.sent.procedures
    .filter((one) => !have.has(one.procedure))
    .filter((one) =>
      `${one.name}${catalog.groupName(row?.office ?? "", one.group)}${one.procedure}`.includes(filter.trim()),
    )
    .sort((a, b) => Number(b.events.includes(event ?? "")) - Number(a.events.includes(event ?? "")));
  const add = (procedure: string) => {
    house.edit(id, { kind: "choose", procedures: [procedure] });
    setFilter("");
  };
  useKeys({ Escape: onClose });
  return (
    <div className="add-list">
      <input
        className="input"
        data-testid="procedure-filter"
        // biome-ignore lint/a11y/noAutofocus: opened to type in
        autoFocus
        placeholder={W.procedures.filter}
        value={filter}
        onChange={(change) => setFilter(change.target.value)}
        onKeyDown={(key) => {
          if (key.key === "Enter" && !key.nativeEvent.isComposing && found[0]) add(found[0].procedure);
        }}
      />
      <ul>
        {found.slice(0, MOST).map((one) => (
          <li key={one.procedure}>
            <button
              type="button"
              className="qrow"
              data-testid={`procedure-${one.procedure}`}
              onClick={() => add(one.procedure)}
            >
              <Plate no={firstWindow(catalog, one.group)} />
              <span className="cut">{one.name}</span>
              <span className="note">{one.events.includes(event ?? "") ? W.procedures.event : ""}</span>
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
