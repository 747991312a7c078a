// 個別対応: the flags, for who keeps them. Loaded only when somebody opens them.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useHouse, useHouseState } from "../../hooks.ts";
import { mayKeepFlags } from "../../keepers.ts";
import { Notices } from "../../Notices.tsx";
import { Top } from "../../Top.tsx";
import { useAsk } from "../hooks.ts";
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
  const asked = useAsk("flags", flagsApi.all);
  const again = (): void => {
    if ("again" in asked) asked.again();
  };
  return (
    <Frame>
      <div className="admin-two">
        <Nav page={page} onGo={(next) => house.go(next === "list" ? "/flags" : "/flags/file")} />
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

/** One stop of the Tab key, arrows within. */
function Nav({ page, onGo }: { page: Page; onGo: (page: Page) => void }) {
  const box = useRef<HTMLElement>(null);
  const word = useWord();
  const arrows = (event: KeyboardEvent): void => {
    if (event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const all = [...(box.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    all.find((one) => one !== document.activeElement)?.focus();
  };
  return (
    <nav className="admin-nav" ref={box} aria-label={word} onKeyDown={arrows}>
      <h2>{word}</h2>
      <ul>
        {PAGES.map((one) => (
          <li key={one}>
            <button
              type="button"
              data-testid={`nav-${one}`}
              aria-current={one === page ? "page" : undefined}
              tabIndex={one === page ? 0 : -1}
              onClick={() => onGo(one)}
            >
              <span>{FLAGS.pages[one]}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
