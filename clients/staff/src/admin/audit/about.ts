// What a row of the audit is about, as far as a reader can use it: what was said on the floor, to whom, which window.

import { show } from "@madoguchi/shared/rules/wareki.ts";
import { SEATS } from "@madoguchi/shared/words.ts";
import { AUDIT } from "./words.ts";

/** What windows and counters are called. */
export interface Names {
  window: (id: string) => string | undefined;
  group: (id: string) => string;
}

export function saidOf(about: string, names: Names): string {
  const said: Record<string, (value: string) => string | undefined> = {
    state: (value) => SEATS[value],
    day: (value) => show(value),
    ...names,
  };
  return Object.entries(JSON.parse(about) as Record<string, string | number>)
    .filter(([name]) => name in AUDIT.about)
    .map(([name, value]) => `${AUDIT.about[name]}：${said[name]?.(String(value)) ?? value}`)
    .join("　");
}
