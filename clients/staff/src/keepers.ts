// Who keeps what: the catalog, the accounts.

/** Who keeps the catalog (server/work/editors.py). */
export const mayKeep = (roles: readonly string[] | undefined): boolean =>
  roles?.some((role) => role === "admin" || role === "editor") ?? false;

/** Who keeps the accounts. */
export const mayKeepUsers = (roles: readonly string[] | undefined): boolean => roles?.includes("admin") ?? false;
