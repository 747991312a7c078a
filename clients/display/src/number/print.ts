// The number's paper goes to the printer from a hidden frame; with --kiosk-printing no dialog comes up.

let frame: HTMLIFrameElement | null = null;

export function print(address: string): void {
  frame?.remove();
  frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.title = "";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.addEventListener("load", sendToPrinter);
  frame.src = address;
  document.body.append(frame);
}

function sendToPrinter(this: HTMLIFrameElement): void {
  // A robot's browser has no printer: headless Chromium ends the page that asks for one.
  if (navigator.webdriver) return;
  try {
    this.contentWindow?.print();
  } catch {
    // A browser without its own PDF pages: the screen says what to do when no paper comes.
  }
}
