// Where the staff client begins: the house, the keyboard, the page.

import "@madoguchi/shared/look.css";
import "./look/staff.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { HouseContext } from "./hooks.ts";
import { House } from "./house.ts";
import { keyboard } from "./keyboard.ts";
import { scan, scanned } from "./scanning.ts";

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
void house.start();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <HouseContext value={house}>
      <App />
    </HouseContext>
  </StrictMode>,
);
