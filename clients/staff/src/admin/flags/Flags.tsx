// 個別対応: the flags, for who keeps them. Loaded only when somebody opens them.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import type { ReactNode } from "react";
import { useHouse, useHouseState } from "../../hooks.ts";
import { mayKeepFlags } from "../../keepers.ts";
import { Notices } from "../../Notices.tsx";
import { Top } from "../../Top.tsx";
import { useAsk } from "../hooks.ts";
import { SideNav } from "../SideNav.tsx";
import { Waiting } from "../Waiting.tsx";
import "../admin.css";
import "./flags.css";
import { flagsApi } from "./api.ts";
import { FlagsFile } from "./FlagsFile.tsx";
import { People } from "./People.tsx";
import { FLAGS } from "./words.ts";

const PAGES = ["list", "file"] as const;
type Page = (typeof PAGES)[number];

export function Flags() {
  const { me, path } = useHouseState();
  return mayKeepFlags(me) ? (
    <Kept page={path === "/flags/file" ? "file" : "list"} />
  ) : (
    <Frame>
      <main>
        <Band tone="look" what={FLAGS.noRight} now={FLAGS.noRightNow} testId="no-right" />
      </main>
    </Frame>
  );
}

function Kept({ page }: { page: Page }) {
  const house = useHouse();
  const word = useWord();
  const asked = useAsk("flags", flagsApi.all);
  const again = (): void => {
    if ("again" in asked) asked.again();
  };
  return (
    <Frame>
      <div className="admin-two">
        <SideNav
          label={word}
          page={page}
          parts={[{ title: word, entries: PAGES.map((one) => ({ page: one, name: FLAGS.pages[one] })) }]}
          onGo={(next) => house.go(next === "list" ? "/flags" : "/flags/file")}
        />
        <main className={page === "list" ? "admin-main is-contents" : "admin-main"}>
          <Notices />
          {page === "file" ? (
            <FlagsFile onTaken={again} />
          ) : (
            <Waiting asked={asked}>{(flags) => <People flags={flags} again={again} />}</Waiting>
          )}
        </main>
      </div>
    </Frame>
  );
}

/** The city's own word, and no other. */
const useWord = (): string => useHouseState().catalog?.sent.settings.protection?.word ?? "";

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="staff admin" data-testid="flags">
      <Top place={useWord()} />
      {children}
    </div>
  );
}
