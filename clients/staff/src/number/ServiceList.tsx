import type { Catalog } from "@madoguchi/shared/catalog.ts";
import { waitingIn } from "@madoguchi/shared/lines.ts";
import { type KeyboardEvent, useState } from "react";
import { useHouseState } from "../hooks.ts";
import { servicesFor } from "./services.ts";
import { NUMBER } from "./words.ts";

interface ListProps {
  catalog: Catalog;
  office: string;
  off: boolean;
  onGive: (service: string) => void;
}

/** Type to narrow, arrows to choose, Enter to give. Enter alone gives nothing: only what was chosen by typing or arrows. */
export function ServiceList({ catalog, office, off, onGive }: ListProps) {
  const { rows } = useHouseState();
  const [text, setText] = useState("");
  const [at, setAt] = useState(-1);
  const services = servicesFor(catalog.sent, office, text);
  const chosen = services[Math.min(at, services.length - 1)];

  const give = (service: string): void => {
    if (off) return;
    onGive(service);
    setText("");
    setAt(-1);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt(step(at, event.key === "ArrowDown" ? 1 : -1, services.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen) give(chosen.service);
    }
  };

  return (
    <>
      <input
        className="input"
        type="text"
        data-first=""
        data-testid="number-search"
        autoComplete="off"
        placeholder={NUMBER.search}
        aria-label={NUMBER.search}
        aria-controls="number-services"
        aria-activedescendant={chosen ? `give-${chosen.service}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(event.target.value.trim() ? 0 : -1);
        }}
        onKeyDown={press}
      />
      <div className="number-services" id="number-services" role="listbox" aria-label={NUMBER.lead}>
        {services.map((one) => (
          <button
            type="button"
            key={one.service}
            id={`give-${one.service}`}
            role="option"
            tabIndex={-1}
            className={one === chosen ? "number-service is-on" : "number-service"}
            aria-selected={one === chosen}
            aria-disabled={off || undefined}
            data-testid={`service-${one.service}`}
            onClick={() => give(one.service)}
          >
            <b>{one.name}</b>
            <span>{catalog.line(office, one.line)?.name}</span>
            <span className="num">{NUMBER.waiting(waitingIn(rows, one.line).length)}</span>
          </button>
        ))}
        {services.length === 0 && <p className="note">{text ? NUMBER.none : NUMBER.noServices}</p>}
      </div>
    </>
  );
}

function step(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  return at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
}
