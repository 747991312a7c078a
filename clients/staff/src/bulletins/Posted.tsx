// What the floor manager says to this window: over everything, without a sound, until a key says that it was read.

import { clock } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { windowOf } from "../place.ts";
import { toRead } from "./said.ts";
import { SAID } from "./words.ts";

const KEY = "Alt+q";

/** One at a time, the oldest first. */
export function Posted() {
  const house = useHouse();
  const state = useHouseState();
  const [first, ...more] = toRead(state.bulletins, windowOf(state), useNow());
  const read = (): void => {
    if (first) void tell(house, { kind: "have_read", bulletin: first.bulletin });
  };
  useKeys(first ? { [KEY]: read } : {});
  if (!first) return null;
  return (
    <Band
      tone="person"
      what={<span className="posted-text">{first.text}</span>}
      now={`${SAID.from(first.by ?? "", clock(first.since))}${more.length > 0 ? `　${SAID.more(more.length)}` : ""}`}
      testId="posted"
    >
      <Button small keys="Alt Q" testId="posted-read" onPress={read}>
        {SAID.read}
      </Button>
    </Band>
  );
}
