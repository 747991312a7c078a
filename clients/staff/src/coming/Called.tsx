// Another window asks this one to come: over everything, without a sound, until a key answers it.

import { clock } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { windowOf } from "../place.ts";
import { type Asked, going, standing, toAnswer } from "./coming.ts";
import { COME } from "./words.ts";

/** Where this window is awaited, then the oldest that waits for an answer. */
export function Called() {
  const state = useHouseState();
  const now = useNow();
  const at = windowOf(state);
  if (!at) return null;
  const asked = standing(state.bulletins, state.rows, now);
  const first = toAnswer(asked, at)[0];
  return (
    <>
      {going(asked, at).map((one) => (
        <Going key={one.bulletin} one={one} />
      ))}
      {first && <Please key={first.bulletin} one={first} />}
    </>
  );
}

function Please({ one }: { one: Asked }) {
  const house = useHouse();
  const { catalog, rows } = useHouseState();
  const row = rows.get(one.come.visit)!;
  const says = (coming: boolean) => () =>
    void tell(house, { kind: "answer_come", bulletin: one.bulletin, coming }).then((answer) => {
      if (answer && coming && house.get().open === null) house.show(one.come.case);
    });
  useKeys({ "Alt+y": says(true), "Alt+n": says(false) });
  const service = catalog!.service(row.office, row.service);
  return (
    <Band
      tone="person"
      what={<span className="posted-text">{COME.please(catalog!.no(one.come.window))}</span>}
      now={COME.from(one.come.number, service, one.by ?? "", clock(one.since))}
      testId="asked-to-come"
    >
      <Button tone="main" small keys="Alt Y" testId="come-yes" onPress={says(true)}>
        {COME.yes}
      </Button>
      <Button tone="plain" small keys="Alt N" testId="come-no" onPress={says(false)}>
        {COME.no}
      </Button>
    </Band>
  );
}

function Going({ one }: { one: Asked }) {
  const house = useHouse();
  const { catalog, open } = useHouseState();
  return (
    <Band tone="person" what={COME.going(catalog!.no(one.come.window))} now={one.come.number} testId="going">
      {open !== one.come.case && (
        <Button small testId="come-open" onPress={() => house.show(one.come.case)}>
          {COME.openCase}
        </Button>
      )}
    </Band>
  );
}
