import { No } from "@madoguchi/shared/http.ts";
import { sentence } from "@madoguchi/shared/words.ts";
import { R } from "./words.ts";

/** What a rule said no to, or that the line is down. */
export function why(no: unknown): string {
  if (!(no instanceof No)) return R.needsLine;
  const said = no.at === "code" ? R.badCode : sentence(no.reason);
  return said.what + (said.now ?? "");
}
