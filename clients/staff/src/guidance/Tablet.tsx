import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useCase, useHouse } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import { G } from "./words.ts";

/** The visitor's questions on the tablet of this window: shown, or taken back. Only while the case is served here. */
export function Tablet({ id }: { id: string }) {
  const state = useCase(id);
  const house = useHouse();
  const { window } = state.me ?? {};
  const one = state.cases[id]!;
  const row = rowOf(state, id);
  if (!window || !isMine(state, row) || row?.stage !== "serving") return null;
  const on = one.entries[`tablet.${window}`]?.value === one.fence;
  return (
    <span className="ask-tablet">
      <Button small tone="plain" testId="tablet" onPress={() => house.edit(id, { kind: "on_tablet", on: !on })}>
        {on ? G.ask.tabletOff : G.ask.tabletOn}
      </Button>
    </span>
  );
}
