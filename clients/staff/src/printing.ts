// A paper into the printer: the PDF in a hidden frame, then the browser's print dialog (or none, in kiosk printing).

let frame: HTMLIFrameElement | null = null;

export function print(url: string): void {
  frame?.remove();
  const next = document.createElement("iframe");
  next.title = "";
  next.setAttribute("aria-hidden", "true");
  next.dataset.testid = "paper";
  next.style.cssText = "position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0";
  next.addEventListener("load", () => {
    // A robot's browser has no printer: headless Chromium ends the page that asks for one.
    if (navigator.webdriver) return;
    try {
      next.contentWindow?.print();
    } catch {
      // A browser that shows PDFs outside the page: the paper opens there.
      window.open(url, "_blank", "noopener");
    }
  });
  next.src = url;
  document.body.append(next);
  frame = next;
}
