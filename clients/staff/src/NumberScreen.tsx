import { waitingIn } from "@madoguchi/shared/lines.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { tell } from "./deeds.ts";
import { useHouse, useHouseState, useKeys } from "./hooks.ts";
import { Notices } from "./Notices.tsx";
import { print } from "./printing.ts";
import { Top } from "./Top.tsx";

/** Reception: one press gives a number for a service and prints its 番号札. */
export function NumberScreen() {
  const state = useHouseState();
  const house = useHouse();
  const [given, setGiven] = useState<{ row: Row; url: string | null } | null>(null);
  const [channel, setChannel] = useState("counter");
  const [busy, setBusy] = useState(false);
  const office = state.me!.office;
  const catalog = state.catalog!;
  const services = catalog.sent.house.services.filter((one) => one.office === office);
  const because = state.link === "up" ? null : W.link.needsLine;
  useKeys({ Escape: () => house.go("/") });

  async function give(service: string) {
    if (busy || because) return;
    setBusy(true);
    const answer = await tell(house, { kind: "give_number", service, office, channel });
    setBusy(false);
    if (!answer?.row) return;
    setGiven({ row: answer.row, url: answer.url ?? null });
    if (answer.url && channel === "counter") print(answer.url);
  }

  return (
    <div className="staff">
      <Top place={W.number.title} />
      <main className="numbers">
        <Notices />
        <div className="line">
          <h1 className="grow">{W.number.title}</h1>
          <fieldset className="segment plain-set" aria-label={W.number.channel}>
            <button type="button" aria-pressed={channel === "counter"} onClick={() => setChannel("counter")}>
              {W.number.present}
            </button>
            <button type="button" aria-pressed={channel !== "counter"} data-testid="channel-away" onClick={() => setChannel("mail")}>
              {W.number.remote}
            </button>
          </fieldset>
          <Button tone="plain" keys="Esc" onPress={() => house.go("/")}>
            {W.board.back}
          </Button>
        </div>
        <p className="note">{W.number.lead}</p>
        {given && (
          <div className="given" role="status" data-testid="given">
            <Ticket no={given.row.number} testId="give-number" />
            <span className="grow">
              <b>{W.number.given(given.row.number)}</b>
              <br />
              {W.number.ahead(waitingIn(state.rows, given.row.line).findIndex((row) => row.visit === given.row.visit))}
            </span>
            {given.url && (
              <Button keys="F3" testId="print-number" onPress={() => print(given.url!)}>
                {W.number.print}
              </Button>
            )}
            {state.me?.window && (
              <Button
                tone="plain"
                testId="open-given"
                onPress={() => {
                  house.go("/");
                  house.show(given.row.case);
                }}
              >
                {W.line.open}
              </Button>
            )}
          </div>
        )}
        <ul className="services">
          {services.map((service) => {
            const line = catalog.line(office, service.line);
            return (
              <li key={service.service}>
                <button type="button" className="btn service" data-testid={`service-${service.service}`} aria-disabled={because !== null} onClick={() => void give(service.service)}>
                  <b>{service.name}</b>
                  <span className="note">
                    {line?.name}　{W.handOff.waits(waitingIn(state.rows, service.line).length)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </main>
    </div>
  );
}
