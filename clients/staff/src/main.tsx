// Where the staff client begins: the house, the keyboard, the page.

import "@madoguchi/shared/look.css";
import "./look/staff.css";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { HouseContext } from "./hooks.ts";
import { House } from "./house.ts";
import { keyboard } from "./keyboard.ts";
import { scan, scanned } from "./scanning.ts";
import { isSsoPage, SsoPage, takeWay } from "./sso/SsoPage.tsx";

const house = new House();
keyboard.listen();

/** A scan counts while somebody works here, at a window. */
function atWindow(scanIt: () => Promise<void>): void {
  const { phase, covered, me } = house.get();
  if (phase !== "in" || covered !== "no") return;
  if (me?.window) void scanIt();
  else house.refuse({ result: "refused", reason: "no_window" });
}

keyboard.onScan = (code) => atWindow(() => scan(house, code));
house.onScanned = (said) => atWindow(() => scanned(house, said));
keyboard.onAnyKey = () => house.touched();
window.addEventListener("pointerdown", () => house.touched(), { capture: true });

/** On the way to single sign-on and back nobody is in the house. */
function page(): ReactNode {
  if (isSsoPage(window.location.pathname)) return <SsoPage way={takeWay()} />;
  void house.start();
  return (
    <HouseContext value={house}>
      <App />
    </HouseContext>
  );
}

createRoot(document.getElementById("root")!).render(<StrictMode>{page()}</StrictMode>);
