import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { useState } from "react";
import { useCase, useHouse, useKeys, useTop } from "../hooks.ts";
import type { Derived } from "./derive.ts";
import { Tablet } from "./Tablet.tsx";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
}

/** The life events of the visit: one, or several at once. */
export function EventBar({ id, derived }: Props) {
  const { cases } = useCase(id);
  const [choosing, setChoosing] = useState(false);
  const { closed } = cases[id]!;
  useKeys(closed ? {} : { e: () => setChoosing(true) }, true);
  return (
    <div className="events" data-testid="events">
      <span className="note">{G.events.title}</span>
      {derived.known.events.map((event) => (
        <b key={event} className="event" data-testid={`event-${event}`}>
          {derived.catalog.event(event)}
        </b>
      ))}
      <Button
        small
        tone="plain"
        keys="E"
        testId="events-choose"
        because={closed ? G.ask.closed : null}
        onPress={() => setChoosing(true)}
      >
        {G.events.add}
      </Button>
      <Tablet id={id} />
      {choosing && <Choosing id={id} derived={derived} onClose={() => setChoosing(false)} />}
    </div>
  );
}

interface ChoosingProps extends Props {
  onClose: () => void;
}

function Choosing({ id, derived, onClose }: ChoosingProps) {
  const house = useHouse();
  useTop(onClose);
  const { events } = derived.known;
  const turn = (event: string, on: boolean) => {
    if (!on && events.length === 1) return house.notice({ tone: "info", what: G.events.keep });
    // The first word about events says all of them: from then on the sheet says it, and not the service.
    const said = derived.book.sent.events.some((one) => derived.values[`ev.${one}`] !== undefined);
    const others = said ? [] : events.map((one) => [one, true]);
    house.edit(id, { kind: "events", on: { ...Object.fromEntries(others), [event]: on } });
  };
  return (
    <Dialog title={G.events.title} testId="events-panel">
      <p className="note">{G.events.lead}</p>
      <div className="event-list">
        {derived.catalog.sent.events.map((one) => (
          <label key={one.event} className="line">
            <input
              type="checkbox"
              data-testid={`turn-${one.event}`}
              checked={events.includes(one.event)}
              onChange={(change) => turn(one.event, change.target.checked)}
            />
            <span>{one.name}</span>
          </label>
        ))}
      </div>
      <div className="deeds">
        <Button tone="main" keys="Esc" testId="events-done" onPress={onClose}>
          {G.events.done}
        </Button>
      </div>
    </Dialog>
  );
}
