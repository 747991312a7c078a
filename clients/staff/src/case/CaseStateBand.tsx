import { ENDS } from "@madoguchi/shared/lines.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { stageName, W } from "@madoguchi/shared/words.ts";
import { spokenWhen } from "../booking/days.ts";
import { arrive } from "../booking/deeds.ts";
import { B } from "../booking/words.ts";
import { serve, tell } from "../deeds.ts";
import { CallDeeds } from "../desk/Idle.tsx";
import { useHouse, useHouseState } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import { claim } from "../scanning.ts";

/** When this window does not serve the case: who does, and what can be done about it. */
export function CaseStateBand({ id }: { id: string }) {
  const state = useHouseState();
  const row = rowOf(state, id);
  if (!row) return null;
  if (ENDS.has(row.stage)) return <Ended row={row} />;
  if (row.stage === "booked") return <Booked row={row} />;
  if (isMine(state, row)) return <Mine row={row} />;
  return <Elsewhere row={row} />;
}

function Mine({ row }: { row: Row }) {
  const house = useHouse();
  if (row.stage === "serving") return null;
  if (row.stage === "calling" || row.stage === "delivering") {
    return (
      <Band tone="info" what={W.line.calling(row.number)} now={W.line.callingLead}>
        <Button tone="main" small keys="Enter" testId="serve" autoFocus onPress={() => void serve(house, row)}>
          {W.line.start}
        </Button>
        <CallDeeds row={row} small />
      </Band>
    );
  }
  return (
    <Band tone="info" what={stageName(row.stage)}>
      <Button tone="main" small testId="resume" onPress={() => void resume(house, row)}>
        {W.case.resume}
      </Button>
      {row.stage === "processing" && (
        <Button tone="plain" small onPress={() => void tell(house, { kind: "ready", visit: row.visit })}>
          {W.case.ready}
        </Button>
      )}
    </Band>
  );
}

async function resume(house: ReturnType<typeof useHouse>, row: Row): Promise<void> {
  if (row.stage === "held") await tell(house, { kind: "back", visit: row.visit });
  else await claim(house, { kind: "claim", number: row.number });
}

/** An appointment that is prepared; or its visitor is here. */
function Booked({ row }: { row: Row }) {
  const house = useHouse();
  return (
    <Band tone="info" what={B.preparing(spokenWhen(row.due ?? 0))} now={B.preparingNow}>
      <Button small testId="band-arrive" onPress={() => void arrive(house, row.visit)}>
        {B.arrive}
      </Button>
      <Button tone="plain" small onPress={() => house.show(null)}>
        {W.case.leave}
      </Button>
    </Band>
  );
}

function Elsewhere({ row }: { row: Row }) {
  const { catalog, me } = useHouseState();
  const house = useHouse();
  const taken =
    row.stage === "serving" || row.stage === "held" || row.stage === "processing" || row.stage === "calling";
  const place = row.window ? W.windowNo(catalog!.no(row.window)) : null;
  const now = taken && place ? W.case.lookingWho(place) : `${stageName(row.stage)}・${W.case.nobody}`;
  return (
    <Band tone="person" what={W.case.looking} now={now}>
      {me?.window && taken && (
        <Button
          small
          testId="take-over"
          onPress={() => void claim(house, { kind: "claim", number: row.number, take_over: true })}
        >
          {W.case.takeOver}
        </Button>
      )}
      {me?.window && !taken && (
        <Button
          tone="main"
          small
          testId="claim"
          onPress={() => void claim(house, { kind: "claim", number: row.number })}
        >
          {W.case.claim}
        </Button>
      )}
      {row.stage === "absent" && (
        <Button tone="plain" small onPress={() => void tell(house, { kind: "back", visit: row.visit })}>
          {W.line.backToLine}
        </Button>
      )}
      <Button tone="plain" small onPress={() => house.show(null)}>
        {W.case.leave}
      </Button>
    </Band>
  );
}

function Ended({ row }: { row: Row }) {
  const { me } = useHouseState();
  const house = useHouse();
  return (
    <Band tone="info" what={W.case.ended(stageName(row.stage))}>
      {me?.window && (row.stage === "done" || row.stage === "suspended") && (
        <Button small testId="reopen" onPress={() => void tell(house, { kind: "reopen", visit: row.visit })}>
          {W.case.reopen}
        </Button>
      )}
      <Button tone="plain" small onPress={() => house.show(null)}>
        {W.case.leave}
      </Button>
    </Band>
  );
}
