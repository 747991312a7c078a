// Whom this window asked to come to its visitor, and what they say.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useNow } from "../hooks.ts";
import { rowOf } from "../place.ts";
import { type Asked, asking, comes, standing } from "./coming.ts";
import { COME } from "./words.ts";

export function Asking({ id }: { id: string }) {
  const state = useHouseState();
  const now = useNow();
  const row = rowOf(state, id);
  if (!row || row.window !== state.me?.window) return null;
  return asking(standing(state.bulletins, state.rows, now), row).map((one) => <Answers key={one.bulletin} one={one} />);
}

function Answers({ one }: { one: Asked }) {
  const house = useHouse();
  const { catalog, me } = useHouseState();
  const who = comes(one);
  const cannot = Object.keys(one.answers ?? {}).filter((window) => one.answers?.[window] === "cannot");
  const whom = one.window
    ? COME.window(catalog!.no(one.window), catalog!.groupName(me!.office, catalog!.window(one.window)?.group ?? ""))
    : catalog!.groupName(me!.office, one.group ?? "");
  const numbers = cannot.map((window) => catalog!.no(window)).join("・");
  return (
    <Band
      tone={who ? "kept" : "info"}
      what={who ? COME.comes(catalog!.no(who)) : COME.asked(whom)}
      now={who ? undefined : numbers ? COME.cannot(numbers) : COME.noAnswer}
      testId="asking-to-come"
    >
      <Button
        tone="plain"
        small
        testId="come-take-back"
        onPress={() => void tell(house, { kind: "take_down", bulletin: one.bulletin })}
      >
        {who ? COME.done : COME.takeBack}
      </Button>
    </Band>
  );
}
