// Where the staff client begins: the house, the keyboard, the page.

import "@madoguchi/shared/look.css";
import "./look/staff.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { HouseContext } from "./hooks.ts";
import { House } from "./house.ts";
import { keyboard } from "./keyboard.ts";
import { scan } from "./scanning.ts";

const house = new House();
keyboard.listen();
keyboard.onScan = (code) => {
  const { phase, covered, me } = house.get();
  if (phase !== "in" || covered !== "no") return;
  if (me?.window) void scan(house, code);
  else house.refuse({ result: "refused", reason: "no_window" });
};
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
