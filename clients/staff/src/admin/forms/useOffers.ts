// What a brought file proposes, while somebody chooses from it. Nothing of it is kept.

import { useState } from "react";
import { type Offer, tickedAtFirst } from "./proposals.ts";
import type { Placed } from "./useFields.ts";

export interface Offers {
  offer: Offer | null;
  placed: readonly Placed[];
  ticked: ReadonlySet<number>;
  /** The proposal that is looked at; -1 for none. */
  active: number;
  begin: (offer: Offer) => void;
  tick: (ticked: ReadonlySet<number>) => void;
  look: (at: number) => void;
  /** Those that were taken are no proposals any more. */
  taken: () => void;
  close: () => void;
}

export function useOffers(placed: readonly Placed[]): Offers {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(-1);
  const show = (next: Offer | null, ticks: ReadonlySet<number>): void => {
    setOffer(next);
    setTicked(ticks);
    setActive(-1);
  };
  return {
    offer,
    placed,
    ticked,
    active,
    begin: (next) =>
      show(
        next,
        tickedAtFirst(
          next.proposals,
          placed.map((one) => one.box),
        ),
      ),
    tick: setTicked,
    look: setActive,
    taken: () => {
      const rest = offer?.proposals.filter((_, at) => !ticked.has(at)) ?? [];
      show(offer && rest.length > 0 ? { ...offer, proposals: rest } : null, new Set());
    },
    close: () => show(null, new Set()),
  };
}
