// Twin of handoff/fees.py: what a certificate costs, from the city's own list. What the city has said nothing of has no
// fee, which is not the same as 0 yen.

import type { Values } from "../facts.ts";

/** A kind of certificate, the question whose yes asks for it, and yen for each copy. */
export interface Certificate {
  kind: string;
  question: string;
  yen: number;
}

/** What a certificate is for, and the kinds that cost nothing for it. */
export interface Use {
  text: string;
  free: string[];
}

/** `event`: the life event of who comes for a certificate alone; `oneself`, `photo`: questions that its screen asks too;
 * `options`: what `cert_opts` adds, and the question whose yes it is. */
export interface CertificateSettings {
  event: string;
  oneself: string;
  photo: string;
  kinds: Certificate[];
  uses: Use[];
  options: Record<string, string>;
}

export interface Fee {
  each: number;
  copies: number;
  total: number;
  why: "listed" | "free_use" | "no_fee";
}

/** The fee of what the case asks for; null while kind or number of copies is not said, or the city names no fee. */
export function fee(settings: Pick<CertificateSettings, "kinds" | "uses">, values: Values): Fee | null {
  const copies = values.cert_copies;
  const found = settings.kinds.find((one) => one.kind === values.cert_kind);
  if (!found || typeof copies !== "number" || copies < 1) return null;
  const use = settings.uses.find((one) => one.text === values.cert_purpose);
  if (use?.free.includes(found.kind)) return { each: 0, copies, total: 0, why: "free_use" };
  return { each: found.yen, copies, total: found.yen * copies, why: found.yen > 0 ? "listed" : "no_fee" };
}

/** The answers that a choice gives: yes to the question of its kind, no to those of the other kinds; yes to the questions
 * of the options that are wanted. */
export function askedBy(settings: Asked, kind: string, options: readonly string[] = []): Record<string, boolean> {
  const own = settings.kinds.find((one) => one.kind === kind)?.question;
  if (own === undefined) return {};
  const wanted = options.map((option) => settings.options[option]);
  return Object.fromEntries([
    ...settings.kinds.map((one) => [one.question, one.question === own]),
    ...Object.values(settings.options).map((question) => [question, wanted.includes(question)]),
  ]);
}

type Asked = Pick<CertificateSettings, "kinds" | "options">;
