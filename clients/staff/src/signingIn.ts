// What signing in has to say, and how a number is read that was typed with an IME.

import { No, NoLine } from "@madoguchi/shared/http.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";

export const plain = (login: string): string => login.trim().normalize("NFKC");

export function said(no: unknown): string {
  if (no instanceof No) {
    const { what, now } = sentence(no.reason);
    return now ? `${what}${now}` : what;
  }
  if (no instanceof NoLine) return sentence("not_now").what + W.link.needsLine;
  throw no;
}
