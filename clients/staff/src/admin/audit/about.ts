// What a row of the audit is about, as far as a reader can use it: what was said on the floor, to whom, which window.

import { SEATS } from "@madoguchi/shared/words.ts";
import { AUDIT } from "./words.ts";

export function saidOf(about: string): string {
  return Object.entries(JSON.parse(about) as Record<string, string | number>)
    .filter(([name]) => name in AUDIT.about)
    .map(([name, value]) => `${AUDIT.about[name]}：${name === "state" ? (SEATS[value] ?? value) : value}`)
    .join("　");
}
