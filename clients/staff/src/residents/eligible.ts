// In which order eligibility stands on the screen: group by group, only what somebody has.

import type { Eligibility } from "./api.ts";
import type { R } from "./words.ts";

export type Group = keyof typeof R.groups;

export const GROUPS: Readonly<Record<Group, readonly string[]>> = {
  health: ["m_kokuho", "m_kokuho_no", "m_kokuho_get", "m_kouki", "m_kouki_no"],
  pension: ["m_nenkin", "m_kiso_no"],
  care: ["m_kaigo_lv", "m_kaigo_no"],
  children: ["m_jite", "m_fuyo", "m_school"],
  welfare: ["m_iryo", "m_techo"],
  tax: ["m_zei", "m_kotei"],
  cards: ["m_inkan_no", "m_mnc"],
};

/** The groups with the items of which anything is known, in their order. */
export function listed(found: Eligibility): [Group, string[]][] {
  const has = (item: string) => found.members.some((one) => item in one.items);
  return (Object.entries(GROUPS) as [Group, readonly string[]][])
    .map(([group, items]): [Group, string[]] => [group, items.filter(has)])
    .filter(([, items]) => items.length > 0);
}
