import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useCase, useHouse } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import type { Standing } from "./standing.ts";
import { isShown } from "./useStanding.ts";
import { S } from "./words.ts";

/** The papers on the tablet of this window: shown, or taken back. Only while the case is served here. */
export function ShowOnTablet({ id, standing }: { id: string; standing: Standing | null }) {
  const state = useCase(id);
  const house = useHouse();
  const { window } = state.me ?? {};
  const one = state.cases[id]!;
  const row = rowOf(state, id);
  const mine = isMine(state, row) && row?.stage === "serving";
  const on = mine && isShown(one, window ?? "");
  const show = (wanted: boolean) => house.edit(id, { kind: "on_tablet", on: wanted, what: "forms" });
  const nothing = standing !== null && standing.agreed.length + standing.changed.length + standing.fresh.length === 0;
  return (
    <div className="signing-head">
      {on ? (
        <>
          <Tag tone="act">{S.showing}</Tag>
          <Button tone="plain" testId="papers-off" onPress={() => show(false)}>
            {S.stop}
          </Button>
        </>
      ) : (
        <Button
          tone="main"
          testId="papers-on"
          because={mine ? (nothing ? S.none : null) : S.noTablet}
          autoFocus
          onPress={() => show(true)}
        >
          {S.show}
        </Button>
      )}
      <p className="note grow">{S.lead}</p>
    </div>
  );
}
