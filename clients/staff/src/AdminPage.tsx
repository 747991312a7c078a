import { W } from "@madoguchi/shared/words.ts";
import { type ComponentType, useEffect, useState } from "react";

const AGAIN = 2_000;

/** What is fetched only when somebody opens it. */
const PAGES = {
  admin: () => import("./admin/Admin.tsx").then(({ Admin }) => Admin),
  exports: () => import("./admin/exports/Exports.tsx").then(({ Exports }) => Exports),
  floor: () => import("./floor/Floor.tsx").then(({ Floor }) => Floor),
  flags: () => import("./admin/flags/Flags.tsx").then(({ Flags }) => Flags),
  imports: () => import("./admin/imports/Imports.tsx").then(({ Imports }) => Imports),
  replay: () => import("./replay/Replay.tsx").then(({ Replay }) => Replay),
  users: () => import("./admin/users/Users.tsx").then(({ Users }) => Users),
  work: () => import("./worklist/Work.tsx").then(({ Work }) => Work),
} satisfies Record<string, () => Promise<ComponentType>>;

type Page = keyof typeof PAGES;

/** Which of them an address names. */
export function pageOf(path: string): Page | null {
  const name = path.split("/")[1] ?? "";
  return Object.hasOwn(PAGES, name) ? (name as Page) : null;
}

/** The administrators' pages, fetched only when somebody opens them: a clerk's page stays small. Fetched again while the
 * line is cut. */
export function AdminPage({ of }: { of: Page }) {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    PAGES[of]().then(
      (found) => setPage(() => found),
      () => {
        timer = setTimeout(() => setTries(tries + 1), AGAIN);
      },
    );
    return () => clearTimeout(timer);
  }, [tries, of]);
  return Page ? <Page /> : <p className="starting">{W.link.starting}</p>;
}
