// Which service a clerk means by a few letters: its own name first, then the counter's, then a procedure that is done there.

import type { CatalogSent, Service } from "@madoguchi/shared/catalog.ts";

type Sent = {
  procedures: Pick<CatalogSent["procedures"][number], "name" | "group">[];
  house: Pick<CatalogSent["house"], "services" | "lines" | "counters">;
};

/** The services of an office that fit the words, best first; all of them, in the house's order, when there are no words. */
export function servicesFor(catalog: Sent, office: string, words: string): Service[] {
  const wanted = plain(words).split(" ").filter(Boolean);
  const own = catalog.house.services.filter((one) => one.office === office);
  if (wanted.length === 0) return own;
  return own
    .map((service, place) => ({ service, place, rank: rankOf(catalog, service, wanted) }))
    .filter(({ rank }) => rank < NO_FIT)
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ service }) => service);
}

const NO_FIT = 3;

function rankOf(catalog: Sent, service: Service, wanted: string[]): number {
  const line = catalog.house.lines.find((one) => one.office === service.office && one.line === service.line);
  const counter = catalog.house.counters.find((one) => one.office === service.office && one.group === line?.group);
  const procedures = catalog.procedures.filter((one) => one.group === line?.group).map((one) => one.name);
  const texts = [
    service.name,
    `${line?.name ?? ""} ${counter?.name ?? ""} ${counter?.label ?? ""}`,
    procedures.join(" "),
  ];
  const known = texts.map(plain);
  const rank = known.findIndex((_, upTo) => {
    const text = known.slice(0, upTo + 1).join(" ");
    return wanted.every((word) => text.includes(word));
  });
  return rank === -1 ? NO_FIT : rank;
}

/** For comparing only: width, case and hiragana do not matter. */
function plain(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return folded.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
