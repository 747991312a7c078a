import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { useState } from "react";
import { useKeys } from "../../hooks.ts";
import type { Row } from "../api.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import type { Edit } from "../sheet.ts";
import { ADMIN } from "../words.ts";

type Side = "mine" | "theirs";

/** Two administrators changed one row: both stand side by side, and whoever is later decides column by column. */
export function Duel({ edit }: { edit: Edit }) {
  const { other } = edit;
  if (!other) return null;
  return other.row ? <Columns edit={edit} theirs={other.row} by={other.by} /> : <TakenOut edit={edit} by={other.by} />;
}

function Columns({ edit, theirs, by }: { edit: Edit; theirs: Row; by: string }) {
  const drafting = useDrafting();
  const columns = (useSheet().columns[edit.table] ?? []).filter(
    ({ name }) => (edit.row[name] ?? "") !== (theirs[name] ?? ""),
  );
  const [chosen, setChosen] = useState<Record<string, Side>>(() =>
    Object.fromEntries(columns.flatMap(({ name }) => untouched(edit, theirs, name))),
  );
  const left = columns.filter(({ name }) => !chosen[name]).length;
  const words = ADMIN.duel;
  const all = (side: Side): void => setChosen(Object.fromEntries(columns.map(({ name }) => [name, side])));
  const settle = (): void => {
    if (left > 0) return;
    const mine = Object.fromEntries(
      columns.filter(({ name }) => chosen[name] === "mine").map(({ name }) => [name, edit.row[name] ?? ""]),
    );
    drafting.choose(edit.table, edit.id, { ...theirs, ...mine });
  };
  useKeys({ "1": () => all("mine"), "2": () => all("theirs"), "Ctrl+Enter": settle });
  return (
    <section className="duel-rows" data-testid="duel" aria-label={words.lead}>
      <h3>
        <Icon name="people" />
        {by ? words.title(by) : words.titleNobody}
      </h3>
      <p className="note">{words.lead}</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.ground}</th>
            <th scope="col">{words.mine}</th>
            <th scope="col">{by ? words.theirs(by) : words.theirsNobody}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, label }) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className="note">{edit.ground?.[name] || ADMIN.start.empty}</td>
              {(["mine", "theirs"] as const).map((side) => (
                <td key={side}>
                  <label className={chosen[name] === side ? "side is-on" : "side"}>
                    <input
                      type="radio"
                      name={`duel-${name}`}
                      data-testid={`duel-${name}-${side}`}
                      checked={chosen[name] === side}
                      onChange={() => setChosen({ ...chosen, [name]: side })}
                    />
                    <span>{(side === "mine" ? edit.row : theirs)[name] || ADMIN.start.empty}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{words.same}</p>
      <div className="deeds">
        <Button
          tone="main"
          keys="Ctrl Enter"
          testId="duel-go"
          because={left ? words.left(left) : null}
          onPress={settle}
        >
          {words.go}
        </Button>
        <Button tone="plain" keys="1" testId="duel-mine" onPress={() => all("mine")}>
          {words.allMine}
        </Button>
        <Button tone="plain" keys="2" testId="duel-theirs" onPress={() => all("theirs")}>
          {words.allTheirs}
        </Button>
        {left > 0 && <span className="note">{words.left(left)}</span>}
      </div>
    </section>
  );
}

/** A column that only one of the two touched needs no decision. */
function untouched(edit: Edit, theirs: Row, name: string): [string, Side][] {
  if (!edit.ground) return [];
  const ground = edit.ground[name] ?? "";
  if ((theirs[name] ?? "") === ground) return [[name, "mine"]];
  return (edit.row[name] ?? "") === ground ? [[name, "theirs"]] : [];
}

function TakenOut({ edit, by }: { edit: Edit; by: string }) {
  const drafting = useDrafting();
  const words = ADMIN.duel;
  return (
    <section className="duel-rows" data-testid="duel" aria-label={words.lead}>
      <h3>
        <Icon name="people" />
        {by ? words.removed(by) : words.removedNobody}
      </h3>
      <div className="deeds">
        <Button testId="duel-mine" onPress={() => drafting.choose(edit.table, edit.id, edit.row)}>
          {words.restore}
        </Button>
        <Button tone="plain" testId="duel-theirs" onPress={() => drafting.drop(edit.table, edit.id)}>
          {words.letGo}
        </Button>
      </div>
    </section>
  );
}
