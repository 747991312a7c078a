import type { Catalog } from "@madoguchi/shared/catalog.ts";
import type { Derived, Effect } from "./derive.ts";
import { plateOf } from "./plates.ts";
import { G } from "./words.ts";

/** What an answer would change, in a line; an empty one until that is known. */
export function EffectLine({ derived, effect }: { derived: Derived; effect: Effect | undefined }) {
  if (!effect) return <small>{"\u00a0"}</small>;
  const said = spell(derived.catalog, derived.known.office, effect);
  return <small className={effect.stops > 0 ? "over" : undefined}>{said.join("　") || G.ask.noChange}</small>;
}

const MOST = 1;

function spell(catalog: Catalog, office: string, { comes, goes, asks, stops }: Effect): string[] {
  if (stops > 0) return [G.ask.stops(stops)];
  const named = [
    ...comes.map((one) =>
      G.ask.plus(catalog.procedure(one)!.name, plateOf(catalog, office, catalog.procedure(one)!.group)),
    ),
    ...goes.map((one) => G.ask.minus(catalog.procedure(one)!.name)),
  ];
  const more = named.length > MOST ? [G.ask.more(named.length - MOST)] : [];
  return [...named.slice(0, MOST), ...more, ...(asks > 0 ? [G.ask.asksMore(asks)] : [])];
}
