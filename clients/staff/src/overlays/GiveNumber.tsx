import { waitingIn } from "@madoguchi/shared/lines.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Row } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { tell } from "../deeds.ts";
import { useHouse, useHouseState, useKeys, useTop } from "../hooks.ts";
import { print } from "../printing.ts";

/** 番号を出す: one press gives a number for a service and prints its 番号札. */
export function GiveNumber({ onClose }: { onClose: () => void }) {
  const state = useHouseState();
  const house = useHouse();
  const [given, setGiven] = useState<{ row: Row; url: string | null } | null>(null);
  const [channel, setChannel] = useState("counter");
  const [busy, setBusy] = useState(false);
  const office = state.me!.office;
  const services = state.catalog!.sent.house.services.filter((one) => one.office === office);
  const because = state.link === "up" ? null : W.link.needsLine;
  useTop(onClose);
  useKeys({ F3: () => given?.url && print(given.url) });

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
    <Dialog title={W.number.title} testId="number-panel">
      <div className="line">
        <p className="note grow">{W.number.lead}</p>
        <div className="segment">
          <button type="button" aria-pressed={channel === "counter"} onClick={() => setChannel("counter")}>
            {W.number.present}
          </button>
          <button type="button" aria-pressed={channel !== "counter"} data-testid="channel-away" onClick={() => setChannel("post")}>
            {W.number.remote}
          </button>
        </div>
      </div>
      {given && (
        <div className="given" role="status">
          <Ticket no={given.row.number} testId="given-number" />
          <span className="grow">
            <b>{W.number.given(given.row.number)}</b>
            <br />
            {W.number.ahead(ahead(waitingIn(state.rows, given.row.line), given.row))}
          </span>
          {given.url && (
            <Button keys="F3" testId="print-number" onPress={() => print(given.url!)}>
              {W.number.print}
            </Button>
          )}
        </div>
      )}
      <ul className="services">
        {services.map((service, index) => (
          <li key={service.service}>
            <button
              type="button"
              className="btn service"
              data-first={index === 0 ? "" : undefined}
              data-testid={`service-${service.service}`}
              aria-disabled={because !== null}
              onClick={() => void give(service.service)}
            >
              <b>{service.name}</b>
              <span className="note">
                {state.catalog!.line(office, service.line)?.name}　{W.handOff.waits(waitingIn(state.rows, service.line).length)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="deeds">
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {W.close}
        </Button>
      </div>
    </Dialog>
  );
}

const ahead = (line: Row[], row: Row): number => {
  const place = line.findIndex((one) => one.visit === row.visit);
  return place < 0 ? line.length : place;
};
