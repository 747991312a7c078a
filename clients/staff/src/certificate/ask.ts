// What the certificate screen asks, and what is still to be said. Pure: values and the city's list in, choices out.

import type { Value, Values } from "@madoguchi/shared/facts.ts";
import type { CertificateSettings } from "@madoguchi/shared/rules/fees.ts";
import type { Derived } from "../guidance/derive.ts";

/** What is chosen by one key; the other items are typed, or come from a card. */
export type Chosen = "who" | "paper" | "kind" | "use";
export type Item = Chosen | "name" | "birth" | "address" | "copies" | "options";

export interface Choice {
  /** The key that chooses it. */
  key: string;
  label: string;
  on: boolean;
}

/** In the order in which they are asked. */
export const ITEMS: readonly Item[] = ["who", "paper", "name", "birth", "address", "kind", "copies", "options", "use"];
const KEYS = "abcdefghijklmnopqrstuvw";

/** The items that hold what is asked here. */
export const PERSONAL = { name: "m_name", birth: "m_birth", address: "m_addr", paper: "m_id_doc1" } as const;
export const ASKED = { kind: "cert_kind", copies: "cert_copies", options: "cert_opts", use: "cert_purpose" } as const;

export interface Said {
  settings: CertificateSettings;
  values: Values;
  /** Who is asking, as soon as somebody is in the case. */
  person: string | null;
}

/** Whether a visit is for a certificate and nothing else. */
export function isForCertificate({ catalog, known }: Pick<Derived, "catalog" | "known">): boolean {
  const event = catalog.sent.settings.certificates?.event;
  return event !== undefined && event !== "" && known.events.every((one) => one === event) && known.events.length > 0;
}

/** The value behind an item; null while nobody has said it. */
export function saidAt({ settings, values, person }: Said, item: Item): Value {
  if (item === "who") return values[`q.${settings.oneself}`] ?? null;
  if (item === "paper" && values[`q.${settings.photo}`] === false) return false;
  if (item in PERSONAL) {
    const key = PERSONAL[item as keyof typeof PERSONAL];
    return person === null ? null : (values[`p.${person}.${key}`] ?? null);
  }
  return values[ASKED[item as keyof typeof ASKED]] ?? null;
}

const isSaid = (value: Value): boolean => value !== null && value !== "";

/** The item that the next key answers: the first that is chosen by a key and not said yet. */
export function current(said: Said): Chosen | null {
  const order: Chosen[] = ["who", "paper", "kind", "use"];
  return order.find((item) => !isSaid(saidAt(said, item))) ?? null;
}

/** What has to be said before the visitor can confirm it. Options are the visitor's choice and may be none. */
export const lacking = (said: Said): Item[] =>
  ITEMS.filter((item) => item !== "options" && !isSaid(saidAt(said, item)));

/** The choices of a list, each with its key. */
export function choices(labels: readonly string[], now: Value): Choice[] {
  return labels.map((label, place) => ({ key: KEYS.charAt(place), label, on: label === now }));
}

/** Where somebody of this city lives, in the parts that forms print; null when it is no address of the city. */
export function splitAddress(address: string, city: string): Record<string, string> | null {
  const at = address.indexOf(city);
  if (at < 0 || at > LONGEST_PREFECTURE) return null;
  const [place = "", ...house] = address
    .slice(at + city.length)
    .split(/[\s\u3000]+/u)
    .filter(Boolean);
  const found = /^(.*?丁目|[^0-9０-９]+)(.*)$/u.exec(place);
  if (!found) return null;
  return {
    ...(at > 0 ? { new_pref: address.slice(0, at).trim() } : {}),
    new_city: city,
    new_town: found[1]!,
    ...(found[2] ? { new_banchi: found[2] } : {}),
    ...(house.length > 0 ? { new_katagaki: house.join("\u3000") } : {}),
  };
}

const LONGEST_PREFECTURE = 5;
