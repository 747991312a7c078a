// 待ち時間の目安 in words, as handoff/wait_shown.py has them.

import type { LineWait } from "./wire.ts";

const SOON = 5;

/** `15〜25分`, `15分以内`, `90分以上`, and never nothing: `まもなく`. */
export function waitText({ low = 0, to = null }: Pick<LineWait, "low" | "to">): string {
  if (to === null) return `${low}分以上`;
  if (to <= SOON) return "まもなく";
  return low > 0 ? `${low}〜${to}分` : `${to}分以内`;
}
