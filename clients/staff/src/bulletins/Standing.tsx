import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Bulletin } from "@madoguchi/shared/wire.ts";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useNow } from "../hooks.ts";
import { isOver, timesOf, whomOf } from "./said.ts";
import { SAID } from "./words.ts";

/** What is said now or will be, where, until when, who has read it. */
export function Standing() {
  const { bulletins } = useHouseState();
  const now = useNow();
  const standing = bulletins.filter((one) => !one.come && !isOver(one, now));
  return (
    <section>
      <h3 className="head">{SAID.standing}</h3>
      {standing.length === 0 && <p className="note">{SAID.none}</p>}
      <ul className="said-list" data-testid="said-list">
        {standing.map((one) => (
          <Said key={one.bulletin} one={one} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Said({ one, now }: { one: Bulletin; now: number }) {
  const house = useHouse();
  const { catalog, me } = useHouseState();
  const readers = (one.read ?? []).map((window) => catalog!.no(window)).join("・");
  return (
    <li>
      <span>
        <b>{whomOf(one, me!.office, catalog!)}</b>　{timesOf(one, now)}
        <br />
        {one.text}
        {one.easy && (
          <>
            <br />
            {one.easy}
          </>
        )}
        {one.to === "windows" && <small className="note">{readers ? SAID.readBy(readers) : SAID.readNone}</small>}
      </span>
      <Button
        small
        testId={`take-down-${one.to}`}
        onPress={() => void tell(house, { kind: "take_down", bulletin: one.bulletin })}
      >
        {SAID.takeDown}
      </Button>
    </li>
  );
}
