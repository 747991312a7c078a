// What came from the server becomes a file of the browser's.

const LIVES = 60_000;

export function download(what: Blob | string, file: string): void {
  const url = URL.createObjectURL(typeof what === "string" ? new Blob([what], { type: "text/csv" }) : what);
  const link = Object.assign(document.createElement("a"), { href: url, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), LIVES);
}
