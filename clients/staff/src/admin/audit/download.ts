// A CSV that came as text becomes a file of the browser's.

const LIVES = 1_000;

export function download(csv: string, file: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), LIVES);
}
