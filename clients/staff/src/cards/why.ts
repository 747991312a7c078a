import { No } from "@madoguchi/shared/http.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { K } from "./words.ts";

/** What a rule said no to, or that the line is down. */
export function why(no: unknown): string {
  if (!(no instanceof No)) return K.needsLine;
  const said = sentence(no.reason);
  return said.what + (said.now ?? "");
}
