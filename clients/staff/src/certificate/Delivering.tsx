import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { Head } from "../desk/LineColumn.tsx";
import { useHouse, useHouseState, useKeys } from "../hooks.ts";
import { lineOf } from "../place.ts";
import { deliver } from "./deeds.ts";
import { useOnce } from "./NextStep.tsx";
import { C } from "./words.ts";

/** Whose certificate this window is making, while the window is free: D calls the first of them. */
export function Delivering() {
  const state = useHouseState();
  const house = useHouse();
  const [busy, run] = useOnce();
  const { processing, calling } = lineOf(state);
  const first = processing[0];
  const call = first && !calling[0] && !busy ? () => run(() => deliver(house, first)) : null;
  useKeys(call ? { d: call } : {}, true);
  if (!first) return null;
  return (
    <section data-testid="delivering">
      <Head name={C.ready} />
      <ul className="prep">
        {processing.map((row, place) => (
          <li key={row.visit}>
            <Ticket no={row.number} />
            <span className="cut">
              <b>{state.catalog!.service(row.office, row.service)}</b>
            </span>
            <Button small {...(place === 0 ? { keys: "D" } : {})} onPress={() => run(() => deliver(house, row))}>
              {C.deliver}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
