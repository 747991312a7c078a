import { unsent } from "@madoguchi/shared/caseStore.ts";
import { lasting } from "@madoguchi/shared/clock.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useEffect } from "react";
import { CaseScreen } from "../case/CaseScreen.tsx";
import { PeopleColumn } from "../case/PeopleColumn.tsx";
import { serve } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useNow } from "../hooks.ts";
import { Notices } from "../Notices.tsx";
import { lineOf } from "../place.ts";
import { Top } from "../Top.tsx";
import { AutoCallBand } from "./AutoCall.tsx";
import { Idle } from "./Idle.tsx";
import { LineColumn } from "./LineColumn.tsx";

/** The workspace: my line, the case, the people. The three columns never change place. */
export function Desk() {
  const state = useHouseState();
  const house = useHouse();
  const line = lineOf(state);
  const serving = line.serving[0]?.case ?? null;
  const called = line.calling[0];
  useKeys(called ? { Enter: () => void serve(house, called) } : {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what this window serves changes, and after coming in
  useEffect(() => {
    if (serving && !state.open) house.show(serving);
  }, [serving]);
  return (
    <div className="staff">
      <Top />
      <div className="desk">
        <LineColumn />
        <main className="col col-mid">
          <LineBands />
          <Notices />
          <AutoCallBand />
          {state.open ? <CaseScreen key={state.open} id={state.open} /> : <Idle />}
        </main>
        <PeopleColumn />
      </div>
    </div>
  );
}

/** What stands and what does not: never a surprise. */
function LineBands() {
  const state = useHouseState();
  const now = useNow();
  const held = Object.values(state.cases).reduce((sum, one) => sum + unsent(one), 0);
  if (state.link === "down" && now - state.downSince > 800) {
    const what = `${W.link.cut}（${lasting(state.downSince, now)}）`;
    return <Band tone="danger" what={what} now={W.link.cutWhy(held)} testId="cut" />;
  }
  if (state.link === "up" && !state.lamp.live)
    return <Band tone="look" what={W.link.liveOff} now={W.link.liveOffWhy} />;
  if (state.link === "up" && !state.lamp.record)
    return <Band tone="look" what={W.link.recordOff} now={W.link.recordOffWhy} />;
  return null;
}
