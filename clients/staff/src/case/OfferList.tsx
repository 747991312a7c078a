import { useEffect, useRef } from "react";
import type { Offer } from "./offers.ts";
import type { Offers } from "./useOffers.ts";

/** What a field offers, under it. The field keeps the focus. */
export function OfferList({
  offers,
  label,
  onTake,
}: {
  offers: Offers;
  label: string;
  onTake: (offer: Offer) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { list, at, open, listId } = offers;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked stays in sight
  useEffect(() => {
    box.current?.querySelector(".is-on")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  if (!open) return null;
  return (
    <div className="offers" ref={box} id={listId} role="listbox" aria-label={label} tabIndex={-1} data-testid="offers">
      {list.map((one, index) => (
        <div
          key={`${one.text} ${one.note}`}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className={index === at ? "is-on" : undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          <b>{one.text}</b>
          <span className="note">{one.note}</span>
        </div>
      ))}
    </div>
  );
}
