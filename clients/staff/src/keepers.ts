// Who keeps what: the catalog, the accounts, the flags.

import type { Me } from "@madoguchi/shared/wire.ts";

/** Who keeps the catalog (server/work/editors.py). */
export const mayKeep = (roles: readonly string[] | undefined): boolean =>
  roles?.some((role) => role === "admin" || role === "editor") ?? false;

/** Who keeps the accounts. */
export const mayKeepUsers = (roles: readonly string[] | undefined): boolean => roles?.includes("admin") ?? false;

/** Who keeps the flags (server/work/flags.py). */
export const mayKeepFlags = (me: Me | null): boolean =>
  (me?.roles.includes("clerk") && me.sees?.includes("S")) ?? false;
