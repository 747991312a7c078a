// A paper into the printer: the PDF in a hidden frame, then the browser's print dialog (or none, in kiosk printing).

import { postForFile } from "@madoguchi/shared/http.ts";

/** So long a printer's dialog may take to read the paper. */
const LIVES = 60_000;

let frame: HTMLIFrameElement | null = null;

/** Resolves when the paper is with the printer: papers of one job come one after the other. */
export function print(url: string): Promise<void> {
  frame?.remove();
  const next = document.createElement("iframe");
  next.title = "";
  next.setAttribute("aria-hidden", "true");
  next.dataset.testid = "paper";
  next.style.cssText = "position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0";
  const printed = new Promise<void>((resolve) => {
    next.addEventListener("load", () => {
      show(next, url);
      resolve();
    });
  });
  next.src = url;
  document.body.append(next);
  frame = next;
  return printed;
}

/** From the answer into the printer; kept nowhere. */
export async function printAnswer(url: string, body: unknown): Promise<void> {
  printFile(await postForFile(url, body));
}

/** A file into the printer; kept nowhere. */
export function printFile(file: Blob): void {
  const paper = URL.createObjectURL(file);
  void print(paper);
  setTimeout(() => URL.revokeObjectURL(paper), LIVES);
}

function show(loaded: HTMLIFrameElement, url: string): void {
  // A robot's browser has no printer: headless Chromium ends the page that asks for one.
  if (navigator.webdriver) return;
  try {
    loaded.contentWindow?.print();
  } catch {
    // A browser that shows PDFs outside the page: the paper opens there.
    window.open(url, "_blank", "noopener");
  }
}
