// The fields of one form: as they stand, changed, added and taken out, undone and done again.

import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { useCallback, useMemo, useRef, useState } from "react";
import { useHouse } from "../../hooks.ts";
import type { Row } from "../api.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { faultsOf, rowOf, rowsOf } from "../sheet.ts";
import { type Box, boxOf, columnsOf, mm } from "./box.ts";
import { type Change, done, EMPTY, type History, redone, type Step, undone } from "./history.ts";
import type { Part } from "./parts.ts";

export const TABLE = "layout_fields";

export interface Placed {
  id: string;
  row: Row;
  box: Box;
  wrong: boolean;
}

export interface Fields {
  all: readonly Placed[];
  chosen: readonly string[];
  choose: (ids: readonly string[]) => void;
  /** Some columns of some fields say something else. Steps of one `kind` that follow closely are one. */
  change: (changes: readonly { id: string; columns: Row }[], kind: string) => void;
  put: (part: Part, x: number, y: number) => void;
  remove: (ids: readonly string[]) => void;
  duplicate: (ids: readonly string[]) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

export function useFields(form: string, first: string | null): Fields {
  const house = useHouse();
  const drafting = useDrafting();
  const sheet = useSheet();
  const [history, setHistory] = useState<History>(EMPTY);
  const [chosen, setChosen] = useState<readonly string[]>(first ? [first] : []);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const last = useRef(0);
  const busy = useRef<Promise<void>>(Promise.resolve());

  const all = useMemo(() => {
    const rows = rowsOf(sheet, TABLE).filter(({ id, row }) => row.form_id === form && !leaving.has(id));
    const placed = rows.flatMap(({ id, row }) => {
      const box = boxOf(row) ?? boxOf(sheet.tables[TABLE]?.find((one) => one.id === id)?.row ?? {});
      const wrong = faultsOf(sheet, TABLE, id).length > 0;
      return box ? [{ id, row, box, wrong }] : [];
    });
    return placed.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  }, [sheet, form, leaving]);

  const write = useCallback(
    (changes: readonly Change[]): void => {
      const gone = changes.filter((one) => one.after === null).map((one) => one.id);
      const there = changes.filter((one) => one.after !== null);
      const set = (): void => {
        for (const { id, after } of there) {
          const row = rowOf(drafting.get().sheet!, TABLE, id);
          if (row) drafting.type(TABLE, id, differing(row, after!));
          else drafting.begin(TABLE, after!, true);
        }
      };
      // What comes back after it was taken out waits until it is gone.
      if (leaving.size === 0) set();
      else busy.current = busy.current.then(set);
      if (gone.length > 0) {
        setLeaving((held) => new Set([...held, ...gone]));
        const back = (): void => setLeaving((held) => new Set([...held].filter((id) => !gone.includes(id))));
        busy.current = busy.current
          .then(() => drafting.removeAll(TABLE, gone))
          .catch((no: unknown) => {
            if (!(no instanceof No || no instanceof NoLine)) throw no;
            house.refuse({ result: "refused", reason: reasonOf(no) });
          })
          .then(back);
      }
    },
    [drafting, house, leaving],
  );

  const step = useCallback(
    (changes: Change[], kind: string): void => {
      if (changes.length === 0) return;
      const made: Step = { changes, kind, at: Date.now() };
      setHistory((held) => done(held, made));
      write(changes);
    },
    [write],
  );

  const rowAt = (id: string): Row | undefined => rowOf(drafting.get().sheet!, TABLE, id);
  const nextNumber = (): number => {
    const numbers = rowsOf(drafting.get().sheet!, TABLE)
      .filter(({ row }) => row.form_id === form)
      .map(({ row }) => Number(row.field) || 0);
    last.current = Math.max(last.current, ...numbers) + 1;
    return last.current;
  };

  const add = (rows: readonly Row[], kind: string): void => {
    const changes = rows.map((row) => {
      const field = String(nextNumber());
      return { id: `${form}.${field}`, before: null, after: { ...row, form_id: form, field } };
    });
    step(changes, kind);
    setChosen(changes.map((one) => one.id));
  };

  const turn = (found: { history: History; changes: Change[] } | null) =>
    found &&
    (() => {
      setHistory(found.history);
      write(found.changes);
      setChosen(found.changes.filter((one) => one.after).map((one) => one.id));
    });

  return {
    all,
    chosen: chosen.filter((id) => all.some((one) => one.id === id)),
    choose: setChosen,
    change: (changes, kind) =>
      step(
        changes.flatMap(({ id, columns }) => {
          const before = rowAt(id);
          return before ? [{ id, before, after: { ...before, ...columns } }] : [];
        }),
        kind,
      ),
    put: (part, x, y) =>
      add(
        part.map((row) => ({ ...row, x: mm(x + Number(row.x)), y: mm(y + Number(row.y)) })),
        "add",
      ),
    remove: (ids) => {
      step(
        ids.flatMap((id) => {
          const before = rowAt(id);
          return before ? [{ id, before, after: null }] : [];
        }),
        "remove",
      );
      setChosen([]);
    },
    duplicate: (ids) =>
      add(
        ids.flatMap((id) => {
          const row = rowAt(id);
          const box = row && boxOf(row);
          return row && box ? [{ ...row, ...columnsOf({ ...box, x: box.x + 3, y: box.y + 3 }) }] : [];
        }),
        "add",
      ),
    undo: turn(undone(history)),
    redo: turn(redone(history)),
  };
}

/** The columns in which a row shall be another one; its name stays. */
function differing(row: Row, after: Row): Row {
  const columns = Object.entries(after).filter(([name, value]) => (row[name] ?? "") !== value && !NAMES.has(name));
  return Object.fromEntries(columns);
}

const NAMES: ReadonlySet<string> = new Set(["form_id", "field"]);
