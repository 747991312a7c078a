// The staff client: which page stands, and what lies over it.

import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { AdminPage, pageOf } from "./AdminPage.tsx";
import { Board } from "./board/Board.tsx";
import { Cover } from "./Cover.tsx";
import { AutoCalling } from "./desk/AutoCall.tsx";
import { Desk } from "./desk/Desk.tsx";
import { useHouse, useHouseState, useKeys } from "./hooks.ts";
import { useFaces } from "./letters/faces.ts";
import { useFaceNotice } from "./letters/useFaceNotice.ts";
import { Overlays } from "./Overlays.tsx";
import { SeatChoice } from "./SeatChoice.tsx";
import { SignIn } from "./SignIn.tsx";

export function App() {
  const state = useHouseState();
  const house = useHouse();
  const [seatless, setSeatless] = useState(false);
  useFaces(state.me !== null);
  useFaceNotice(state.me !== null);
  useKeys({
    F1: () => house.set({ overlay: "keys" }),
    "?": () => house.set({ overlay: "keys" }),
    F2: () => house.set({ overlay: "find" }),
    F6: () => state.me && house.set({ overlay: "booking" }),
    F9: () => state.me && house.set({ overlay: "status" }),
    "Ctrl+b": () => house.go(state.path === "/board" ? "/" : "/board"),
  });
  if (state.phase === "signedOut") return <SignIn />;
  if (state.phase === "starting" || !state.me || !state.catalog || state.link === "starting") {
    return <p className="starting">{W.link.starting}</p>;
  }
  const kept = pageOf(state.path);
  const admin = kept ? <AdminPage key={kept} of={kept} /> : null;
  const page = state.path === "/board" ? <Board /> : admin;
  const cover = state.covered === "no" ? null : <Cover />;
  if (!page && !state.me.window && !seatless) {
    return (
      <>
        <SeatChoice onSeatless={() => setSeatless(true)} />
        <Overlays />
        {cover}
      </>
    );
  }
  return (
    <AutoCalling>
      {page ?? <Desk />}
      <Overlays />
      {cover}
    </AutoCalling>
  );
}
