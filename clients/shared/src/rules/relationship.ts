// Twin of handoff/relationship.py: 続柄 in the words of the standard (1.1.11), joined by の, up to four.

import { Refused } from "./refusal";

export const ALONE = ["世帯主", "縁故者", "同居人"];
export const LINKS = ["夫", "妻", "夫（未届）", "妻（未届）", "子", "父", "母", "兄", "姉", "弟", "妹"];
const IN_LAW = ["子（子の夫）", "子（子の妻）"];
const GENERATIONS = 4;

/** The relationship as it is stored, its brackets full-width. Refused: not_a_choice. */
export function admitRelationship(text: string, at?: string): string {
  const plain = text.replaceAll("(", "（").replaceAll(")", "）");
  if (ALONE.includes(plain) || IN_LAW.includes(plain)) return plain;
  const links = plain.split("の");
  if (links.length > GENERATIONS || links.some((link) => !LINKS.includes(link))) throw new Refused("not_a_choice", at);
  return plain;
}

/** What a typed beginning may become: each whole word that starts with it, and from a finished one the next step with の. */
export function relationships(typed: string): string[] {
  const text = typed.trim().replaceAll("(", "（").replaceAll(")", "）");
  const last = text.lastIndexOf("の");
  const head = last >= 0 && !IN_LAW.some((one) => one.startsWith(text)) ? text.slice(0, last + 1) : "";
  if (head && head.split("の").length > GENERATIONS) return [];
  if (
    head
      .split("の")
      .slice(0, -1)
      .some((link) => !LINKS.includes(link))
  )
    return [];
  const words = head ? LINKS : [...ALONE, ...LINKS, ...IN_LAW];
  const whole = words.map((word) => head + word).filter((one) => one.startsWith(text));
  const steps =
    text.split("の").length < GENERATIONS && whole.includes(text) && LINKS.includes(text.slice(head.length));
  return [...whole, ...(steps ? LINKS.map((link) => `${text}の${link}`) : [])];
}
