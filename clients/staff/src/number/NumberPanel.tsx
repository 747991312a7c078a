// Giving numbers at reception: type a few letters, Enter, and the 番号札 is in the printer. Stays open for the next visitor.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Keys, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import type { Answer } from "@madoguchi/shared/wire.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouseState, useTop } from "../hooks.ts";
import { print } from "../printing.ts";
import { ServiceList } from "./ServiceList.tsx";
import { type Channel, useGiving } from "./useGiving.ts";
import { NUMBER } from "./words.ts";
import "./number.css";

const CHANNELS = Object.keys(NUMBER.channels) as Channel[];

export function NumberPanel({ onClose }: { onClose: () => void }) {
  useTop(onClose);
  const { catalog, me, link } = useHouseState();
  const [channel, setChannel] = useState<Channel>("counter");
  const { giving, give } = useGiving();
  return (
    <Dialog title={NUMBER.title} testId="number-panel">
      <div className="number-panel">
        <div className="segment" role="group" aria-label={NUMBER.who}>
          {CHANNELS.map((one) => (
            <button
              type="button"
              key={one}
              aria-pressed={one === channel}
              data-testid={`channel-${one}`}
              onClick={() => setChannel(one)}
            >
              {NUMBER.channels[one]}
            </button>
          ))}
        </div>
        {channel !== "counter" && <p className="note">{NUMBER.away}</p>}
        <ServiceList
          catalog={catalog!}
          office={me!.office}
          off={giving.step === "asking" || link !== "up"}
          onGive={(service) => void give(service, channel)}
        />
        <p className="number-result" role="status">
          {giving.step === "asking" && NUMBER.asking}
          {giving.step === "given" && <Given answer={giving.answer} printed={giving.channel === "counter"} />}
          {giving.step === "refused" && <Refused answer={giving.answer} />}
        </p>
        <div className="deeds">
          <span className="note grow">
            <Keys of="↑ ↓" /> {NUMBER.keys} <Keys of="Enter" /> {NUMBER.give}
          </span>
          <Button tone="plain" keys="Esc" onPress={onClose} testId="number-close">
            {NUMBER.close}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Given({ answer, printed }: { answer: Answer; printed: boolean }) {
  const ahead = answer.more?.ahead;
  const missing = answer.more?.missing;
  const { url } = answer;
  return (
    <>
      <Ticket no={answer.row?.number ?? ""} testId="given-number" />
      <span className="grow">
        {typeof ahead === "number" && (ahead > 0 ? NUMBER.ahead(ahead) : NUMBER.first)}
        <br />
        {printed && url && NUMBER.printed}
        {typeof missing === "string" && <b className="over">{NUMBER.missing(missing)}</b>}
      </span>
      {url && (
        <Button tone="plain" small onPress={() => print(url)}>
          {printed ? NUMBER.again : NUMBER.print}
        </Button>
      )}
    </>
  );
}

function Refused({ answer }: { answer: Answer }) {
  const { what, now } = sentence(answer.reason);
  return (
    <span className="wrong" data-testid="number-refused">
      {what} {now}
    </span>
  );
}
