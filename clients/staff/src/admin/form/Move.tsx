import { reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useHouse, useKeys } from "../../hooks.ts";
import { useDrafting, useSheet } from "../hooks.ts";
import { kindOf } from "../kinds.ts";
import { ADMIN } from "../words.ts";

/** One place up or down in the order of the table. */
export function Move({ table, id }: { table: string; id: string }) {
  const move = useMove(table, id);
  if (!kindOf(table)?.ordered) return null;
  return (
    <>
      <Button tone="plain" small keys="Alt ↑" testId="row-up" because={move.noUp} onPress={() => move.by(-1)}>
        {ADMIN.form.up}
      </Button>
      <Button tone="plain" small keys="Alt ↓" testId="row-down" because={move.noDown} onPress={() => move.by(1)}>
        {ADMIN.form.down}
      </Button>
    </>
  );
}

export function useMove(table: string, id: string | null) {
  const house = useHouse();
  const drafting = useDrafting();
  const sheet = useSheet();
  const ids = (sheet.tables[table] ?? []).map((one) => one.id);
  const at = id === null ? -1 : ids.indexOf(id);
  const by = (step: 1 | -1): void => {
    const other = at + step;
    if (at < 0 || other < 0 || other >= ids.length) return;
    const next = [...ids];
    [next[at], next[other]] = [next[other]!, next[at]!];
    drafting.order(table, next).catch((no: unknown) => {
      house.refuse({ result: "refused", reason: reasonOf(no) });
    });
  };
  const mayOrder = sheet.writes.groups === null;
  const on = mayOrder && Boolean(kindOf(table)?.ordered) && at >= 0;
  useKeys(on ? { "Alt+ArrowUp": () => by(-1), "Alt+ArrowDown": () => by(1) } : {});
  const never = mayOrder ? null : ADMIN.form.orderOnly;
  const not = never ?? (at < 0 ? ADMIN.form.orderLater : null);
  return {
    by,
    noUp: not ?? (at === 0 ? ADMIN.form.first : null),
    noDown: not ?? (at === ids.length - 1 ? ADMIN.form.last : null),
  };
}
