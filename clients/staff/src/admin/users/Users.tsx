// 利用者: the administrators' pages of accounts. Loaded only when somebody opens them.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import type { ReactNode } from "react";
import { useHouse, useHouseState } from "../../hooks.ts";
import { Notices } from "../../Notices.tsx";
import { Top } from "../../Top.tsx";
import { useAsk } from "../hooks.ts";
import { SideNav } from "../SideNav.tsx";
import { Waiting } from "../Waiting.tsx";
import "../admin.css";
import "./users.css";
import { usersApi } from "./api.ts";
import { History } from "./History.tsx";
import { People } from "./People.tsx";
import { See } from "./See.tsx";
import { Teams } from "./Teams.tsx";
import { TurnPage } from "./Turn.tsx";
import { UsersFile } from "./UsersFile.tsx";
import { USERS } from "./words.ts";

const KEEP = ["people", "teams", "file"] as const;
const LOOK = ["turn", "see", "log"] as const;
type Page = (typeof KEEP | typeof LOOK)[number];

export function Users() {
  const { me, path } = useHouseState();
  const house = useHouse();
  const asked = useAsk("users", usersApi.all);
  const page = pageOf(path);
  if (!me?.roles.includes("admin")) {
    return (
      <Frame>
        <main>
          <Band tone="look" what={USERS.noRight} now={USERS.noRightNow} testId="no-right" />
        </main>
      </Frame>
    );
  }
  return (
    <Frame>
      <div className="admin-two">
        <SideNav
          label={USERS.title}
          page={page}
          parts={[
            { title: USERS.parts.keep, entries: named(KEEP) },
            { title: USERS.parts.look, entries: named(LOOK) },
          ]}
          onGo={(next) => house.go(next === "people" ? "/users" : `/users/${next}`)}
        />
        <main className={page === "people" || page === "teams" ? "admin-main is-contents" : "admin-main"}>
          <Notices />
          <Waiting asked={asked}>
            {(listed) =>
              page === "log" ? (
                <History clerk={null} listed={listed} />
              ) : page === "see" ? (
                <See listed={listed} />
              ) : page === "turn" ? (
                <TurnPage listed={listed} />
              ) : page === "file" ? (
                <UsersFile today={listed.today} onUsed={again(asked)} />
              ) : page === "teams" ? (
                <Teams listed={listed} again={again(asked)} />
              ) : (
                <People listed={listed} again={again(asked)} />
              )
            }
          </Waiting>
        </main>
      </div>
    </Frame>
  );
}

const again = (asked: { is: string; again?: () => void }) => (): void => asked.again?.();

function pageOf(path: string): Page {
  const [, , page = ""] = path.split("/");
  return [...KEEP, ...LOOK].find((one) => one === page) ?? "people";
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="staff admin" data-testid="users">
      <Top place={USERS.title} />
      {children}
    </div>
  );
}

const named = (pages: readonly Page[]) => pages.map((one) => ({ page: one, name: USERS.pages[one] }));
