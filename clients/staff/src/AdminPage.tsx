import { W } from "@madoguchi/shared/words.ts";
import { type ComponentType, useEffect, useState } from "react";

const AGAIN = 2_000;

/** The administrators' pages, fetched only when somebody opens them: a clerk's page stays small. Fetched again while the
 * line is cut. */
export function AdminPage() {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    import("./admin/Admin.tsx").then(
      ({ Admin }) => setPage(() => Admin),
      () => {
        timer = setTimeout(() => setTries(tries + 1), AGAIN);
      },
    );
    return () => clearTimeout(timer);
  }, [tries]);
  return Page ? <Page /> : <p className="starting">{W.link.starting}</p>;
}

/** Who keeps the catalog (server/work/editors.py). */
export const mayKeep = (roles: readonly string[] | undefined): boolean =>
  roles?.some((role) => role === "admin" || role === "editor") ?? false;
