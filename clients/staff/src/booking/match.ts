// Narrowing the list as one types: name, kana or number, in whatever form it was typed.

import type { Appointment } from "./api.ts";

export function matching(all: readonly Appointment[], typed: string): Appointment[] {
  const words = plain(typed).split(" ").filter(Boolean);
  return all.filter((one) => {
    const said = [one.name, one.kana, one.appointment, one.number].map((text) => plain(text ?? "").replaceAll(" ", ""));
    return words.every((word) => said.some((text) => text.includes(word.replaceAll("-", ""))));
  });
}

/** For comparing only: width, case, hiragana and the sign of the number do not matter. */
function plain(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(/予/g, "").replace(/\s+/g, " ").trim();
  return folded.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
