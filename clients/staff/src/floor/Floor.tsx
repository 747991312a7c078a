// The floor managers' pages beside the board: the check before the doors open, the windows' plans of a day, the figures of days. Loaded only when somebody opens them.

import type { ComponentType } from "react";
import { SideNav } from "../admin/SideNav.tsx";
import { useHouse, useHouseState } from "../hooks.ts";
import { Notices } from "../Notices.tsx";
import { Top } from "../Top.tsx";
import "../admin/admin.css";
import "./floor.css";
import { AccuracyPage } from "./accuracy/AccuracyPage.tsx";
import { FiguresPage } from "./figures/FiguresPage.tsx";
import { OpeningPage } from "./opening/OpeningPage.tsx";
import { PlanPage } from "./plan/PlanPage.tsx";
import { ReservePage } from "./reserve/ReservePage.tsx";
import { FLOOR } from "./words.ts";

const PAGES = {
  opening: OpeningPage,
  plan: PlanPage,
  figures: FiguresPage,
  accuracy: AccuracyPage,
  reserve: ReservePage,
} as const satisfies Record<string, ComponentType>;
type Page = keyof typeof PAGES;

export function Floor() {
  const { path } = useHouseState();
  const house = useHouse();
  const page = pageOf(path);
  const Shown = PAGES[page];
  return (
    <div className="staff admin" data-testid="floor">
      <Top place={FLOOR.pages[page]} />
      <div className="admin-two">
        <SideNav
          label={FLOOR.title}
          page={page}
          parts={[{ title: FLOOR.title, entries: [{ page: "board", name: FLOOR.board }, ...ENTRIES] }]}
          onGo={(next) => house.go(next === "board" ? "/board" : `/floor/${next}`)}
        />
        <main className="admin-main">
          <Notices />
          <Shown />
        </main>
      </div>
    </div>
  );
}

const ENTRIES = (Object.keys(PAGES) as Page[]).map((page) => ({ page, name: FLOOR.pages[page] }));

function pageOf(path: string): Page {
  const [, , page = ""] = path.split("/");
  return page in PAGES ? (page as Page) : "plan";
}
