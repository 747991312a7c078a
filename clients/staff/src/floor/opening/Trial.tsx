// 試し刷り: a page into this window's printer, and a key for whoever saw the paper; the same for each number screen.

import { clock } from "@madoguchi/shared/clock.ts";
import { get, post } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useEffect, useState } from "react";
import { useHouse, useHouseState, useKeys } from "../../hooks.ts";
import { windowOf } from "../../place.ts";
import { printFile } from "../../printing.ts";
import { TRIAL } from "../words.ts";

/** `onSeen`: the light is looked up again. */
export function Trial({ onSeen }: { onSeen: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const at = windowOf(state);
  const [kiosks, setKiosks] = useState<readonly string[]>([]);
  useEffect(() => {
    void get<{ kiosks: string[] }>("/api/opening/kiosks").then(
      (found) => setKiosks(found.kiosks),
      () => {},
    );
  }, []);

  async function seen(kiosk: string, where: string): Promise<void> {
    const done = await post("/api/opening/printed", { kiosk }).then(
      () => true,
      () => false,
    );
    if (done) house.notice({ tone: "kept", what: TRIAL.done(where) });
    else house.notice({ tone: "look", what: W.link.needsLine });
    onSeen();
  }

  function tryHere(): void {
    const city = state.catalog?.sent.name ?? "";
    const page = TRIAL.text(city, TRIAL.here(at?.number ?? ""), clock(house.now()));
    printFile(new Blob([page], { type: "text/plain;charset=utf-8" }));
  }

  const seenHere = at ? () => void seen("", TRIAL.here(at.number)) : undefined;
  useKeys(seenHere ? { p: tryHere, k: seenHere } : {});
  return (
    <section className="opening-trial" data-testid="opening-trial">
      <h2>{TRIAL.title}</h2>
      <p className="note">{TRIAL.lead}</p>
      <ul>
        <li>
          <span>{at ? TRIAL.here(at.number) : TRIAL.noWindow}</span>
          {seenHere && (
            <>
              <Button tone="plain" small keys="P" testId="trial-print" onPress={tryHere}>
                {TRIAL.print}
              </Button>
              <Button small keys="K" testId="trial-seen" onPress={seenHere}>
                {TRIAL.seen}
              </Button>
            </>
          )}
        </li>
        {kiosks.map((name) => (
          <li key={name}>
            <span>{TRIAL.kiosk(name)}</span>
            <Button small testId={`trial-seen-${name}`} onPress={() => void seen(name, name)}>
              {TRIAL.seen}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
