// 番号発券: a visitor presses what they came for and takes the number. Back to the beginning by itself.

import { newOp } from "@madoguchi/shared/ids.ts";
import { useEffect } from "react";
import { type City, isCounted } from "../city.ts";
import { staleSince } from "../freshness.ts";
import { useNow } from "../useNow.ts";
import type { Office } from "../useOffice.ts";
import { Closed, GivenNumber, NoNumber, Services, Waiting } from "./faces.tsx";
import { shutNow } from "./hours.ts";
import { print } from "./print.ts";
import { takeNumber } from "./takeNumber.ts";
import { useDesk } from "./useDesk.ts";
import { useTongue } from "./useTongue.ts";
import "./number.css";

const TICK_MS = 250;

export function NumberPage({ city, office, live }: { city: City; office: string; live: Office }) {
  const clock = useNow(TICK_MS);
  const { desk, tell } = useDesk();
  const { spoken, choose } = useTongue(city.words, desk);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each tick of the clock is told
  useEffect(() => void tell({ what: "tick" }), [clock]);

  const press = async (service: string): Promise<void> => {
    const request = newOp();
    if (!live.link || !tell({ what: "pressed", service, request })) return;
    const counted = (line: string) => isCounted(city.house, office, line);
    const taken = await takeNumber(live.link, service, live.board.rows, counted, spoken.language);
    if (taken.what === "refused") tell({ what: "refused", request, reason: taken.reason });
    else if (tell({ what: "answered", request, given: taken.given }) && taken.given.url) print(taken.given.url);
  };

  const off = !live.signs.up || !live.signs.live || staleSince(live.signs, clock) !== null;
  const shut = shutNow(city.numbers, clock + live.board.offset);
  return (
    <div className="desk visitor">
      {desk.step === "given" && (
        <GivenNumber
          {...{ city, office, given: desk.given, waits: live.board.waits, since: desk.since, clock, spoken, tell }}
        />
      )}
      {desk.step === "refused" && (
        <NoNumber reason={desk.reason} spoken={spoken} onBack={() => tell({ what: "again" })} />
      )}
      {desk.step === "asking" && <Waiting spoken={spoken} />}
      {desk.step === "choosing" && off && <NoNumber reason={null} spoken={spoken} />}
      {desk.step === "choosing" && !off && shut && <Closed {...{ city, shut, spoken }} onSpeak={choose} />}
      {desk.step === "choosing" && !off && !shut && (
        <Services
          {...{ city, office, rows: live.board.rows, spoken }}
          onPress={(service) => void press(service)}
          onSpeak={choose}
        />
      )}
    </div>
  );
}
