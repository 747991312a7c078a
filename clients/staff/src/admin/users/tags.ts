import type { Listed, User } from "./api.ts";
import { USERS } from "./words.ts";

/** What must be known of an account before it is opened. */
export function tagsOf(user: User, { today, locked, plans }: Listed): string[] {
  const { account } = user;
  const tags: string[] = [];
  if (account.disabled) tags.push(USERS.tags.disabled);
  else if (account.valid_to && account.valid_to < today) tags.push(USERS.tags.over);
  else if (account.valid_from > today) tags.push(USERS.tags.early);
  if (!user.password && !account.subject && !account.disabled) tags.push(USERS.tags.noPassword);
  if (locked.includes(user.clerk)) tags.push(USERS.tags.locked);
  if (account.sort === "contractor") tags.push(USERS.tags.contractor);
  if (plans.some((one) => one.clerk === user.clerk)) tags.push(USERS.tags.planned);
  return tags;
}
