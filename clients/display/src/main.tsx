import "@madoguchi/shared/look.css";
import "./display.css";
import { Component, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Screen } from "./Screen.tsx";
import { words } from "./words.ts";

const AGAIN_MS = 10_000;

/** Nobody stands at a television to reload it: after a mistake of ours the page begins anew by itself. */
class Anew extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(): void {
    setTimeout(() => location.reload(), AGAIN_MS);
  }

  override render(): ReactNode {
    return this.state.broken ? <p className="starting">{words.starting}</p> : this.props.children;
  }
}

async function stayAwake(): Promise<void> {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // Some machines do not let a page decide that; their own settings do.
  }
}

document.addEventListener("visibilitychange", () => void stayAwake());
void stayAwake();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Anew>
      <Screen />
    </Anew>
  </StrictMode>,
);
