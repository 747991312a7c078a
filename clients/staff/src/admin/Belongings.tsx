import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useMemo, useState } from "react";
import { useHouse, useKeys, useTop } from "../hooks.ts";
import type { Row, Use } from "./api.ts";
import { UseList } from "./form/Uses.tsx";
import { useDrafting, useSheet } from "./hooks.ts";
import { BELONGINGS, joined, parts } from "./kinds.ts";
import { List } from "./List.tsx";
import { belongings, type Written } from "./options.ts";
import { rowOf, type Sheet } from "./sheet.ts";
import { ADMIN } from "./words.ts";

interface Props {
  id: string | null;
  onChoose: (id: string | null) => void;
  onGo: (use: Use) => void;
}

/** 持ち物: named by procedures and rules, gathered by name; a name is changed everywhere at once. */
export function Belongings({ id, onChoose, onGo }: Props) {
  const sheet = useSheet();
  const found = useMemo(() => belongings(sheet), [sheet]);
  const rows = useMemo(() => [...found].map(([text, places]) => ({ id: text, row: asRow(text, places) })), [found]);
  const places = id === null ? undefined : found.get(id);
  const kind = ADMIN.kinds[BELONGINGS]!;
  return (
    <>
      <List
        kind={kind}
        rows={rows}
        itemOf={({ id: text, row }) => ({
          id: text,
          row,
          title: text,
          sub: row.where ?? "",
          staffOnly: false,
          level: null,
          fresh: false,
          unsaved: false,
          changed: false,
          plain: true,
        })}
        chosen={id}
        onChoose={onChoose}
        onEnter={() => document.querySelector<HTMLElement>("[data-testid='belonging-name']")?.focus()}
        onMake={null}
        ordered={false}
      />
      {id !== null && places ? (
        <Renaming key={id} text={id} places={places} taken={found} onRenamed={onChoose} onGo={onGo} />
      ) : (
        <section className="admin-form admin-empty">
          <b>{ADMIN.form.empty}</b>
          <p>{ADMIN.belongings.fresh}</p>
        </section>
      )}
    </>
  );
}

function asRow(text: string, places: Written[]): Row {
  const count = new Map<string, number>();
  for (const { table } of places) count.set(table, (count.get(table) ?? 0) + 1);
  return { text, where: [...count].map(([table, times]) => ADMIN.remove.kind(ADMIN.kinds[table]!, times)).join("・") };
}

interface RenamingProps {
  text: string;
  places: Written[];
  taken: ReadonlyMap<string, Written[]>;
  onRenamed: (text: string) => void;
  onGo: (use: Use) => void;
}

function Renaming({ text, places, taken, onRenamed, onGo }: RenamingProps) {
  const house = useHouse();
  const drafting = useDrafting();
  const sheet = useSheet();
  const [name, setName] = useState(text);
  const [asking, setAsking] = useState(false);
  const words = ADMIN.belongings;
  const after = name.trim();
  const because = !after ? words.empty : after === text ? words.same : null;
  useKeys({ Escape: () => document.querySelector<HTMLElement>(".list-rows")?.focus() });

  const rename = (): void => {
    setAsking(false);
    for (const place of places) {
      if (place.table === "words") translated(place.id);
      else drafting.type(place.table, place.id, renamed(sheet, place, text, after));
    }
    drafting.flush();
    onRenamed(after);
  };
  /** Its translations go with it, unless the new name has its own. */
  const translated = (id: string): void => {
    const row = rowOf(sheet, "words", id);
    if (!row || taken.get(after)?.some((one) => one.table === "words")) return;
    drafting.begin("words", { ...row, key: after, ja: row.ja === text ? after : (row.ja ?? "") }, true);
    drafting.remove("words", id).catch((no: unknown) => {
      house.refuse({ result: "refused", reason: reasonOf(no) });
    });
  };

  return (
    <section className="admin-form" data-testid="form" aria-label={text}>
      <header className="form-head">
        <h2 className="cut">{text}</h2>
      </header>
      <p className="note">{words.lead}</p>
      <div className="columns">
        <div className="column">
          <label htmlFor="belonging-name">{words.name}</label>
          <div className="column-in">
            <input
              id="belonging-name"
              data-testid="belonging-name"
              className="input"
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        </div>
        <div className="deeds">
          <Button tone="main" testId="belonging-rename" because={because} onPress={() => setAsking(true)}>
            {words.rename(places.length)}
          </Button>
        </div>
      </div>
      <section className="uses">
        <h3 className="head">
          {words.where}
          <span className="sum">
            <b>{places.length}</b>
            {ADMIN.units.places}
          </span>
        </h3>
        <UseList sheet={sheet} uses={places.map((one) => ({ ...one, label: "" }))} onGo={onGo} />
      </section>
      {asking && (
        <Asking onClose={() => setAsking(false)}>
          <p data-testid="rename-figures">{words.what(text, after, places.length)}</p>
          {taken.has(after) && <p className="over">{words.merge(after)}</p>}
          <div className="deeds">
            <Button tone="main" testId="rename-go" onPress={rename} autoFocus>
              {words.go}
            </Button>
            <Button tone="plain" keys="Esc" onPress={() => setAsking(false)}>
              {ADMIN.stop}
            </Button>
          </div>
        </Asking>
      )}
    </section>
  );
}

function Asking({ onClose, children }: { onClose: () => void; children: React.ReactNode }) {
  useTop(onClose);
  return (
    <Dialog title={ADMIN.belongings.title} testId="rename">
      {children}
    </Dialog>
  );
}

/** The column of one place, with the new name; a list never names a thing twice. */
function renamed(sheet: Sheet, place: Written, before: string, after: string): Row {
  const value = rowOf(sheet, place.table, place.id)?.[place.column] ?? "";
  if (place.column === "text") return { text: after };
  const list = parts(value).map((one) => (one === before ? after : one));
  return { [place.column]: joined([...new Set(list)]) };
}
