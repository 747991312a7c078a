// Who keeps what: the catalog, the accounts, the flags.

import type { Me } from "@madoguchi/shared/wire.ts";

/** Who keeps the catalog (server/work/editors.py). */
export const mayKeep = (roles: readonly string[] | undefined): boolean =>
  roles?.some((role) => role === "admin" || role === "editor") ?? false;

/** Who keeps the accounts. */
export const mayKeepUsers = (roles: readonly string[] | undefined): boolean => roles?.includes("admin") ?? false;

/** Who may take out what cases say: 作業一覧 and CSV (server/work/export_layouts.py). */
export const mayExport = (me: Me | null): boolean =>
  (me?.roles.includes("clerk") && me.sees?.some((one) => /^form:[^:]+:r?w?p?x$/.test(one))) ?? false;

/** Who keeps the flags (server/work/flags.py). */
export const mayKeepFlags = (me: Me | null): boolean =>
  (me?.roles.includes("clerk") && me.sees?.includes("S")) ?? false;
