// The picture of a page: fetched for this showing alone, drawn on a canvas, and emptied with it. No picture stands in the
// page as an address, and none in a cache.

import type { Mark, PaperPage } from "@madoguchi/shared/wire.ts";
import { useEffect, useRef, useState } from "react";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";

type State = "coming" | "here" | "away";

interface Props {
  page: PaperPage;
  marks: readonly Mark[];
  label: string;
}

export function Picture({ page, marks, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<State>("coming");
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks for the picture again
  useEffect(() => {
    const stop = new AbortController();
    paint(canvas.current, page.url, stop.signal)
      .then(() => setState("here"))
      .catch(() => {
        if (!stop.signal.aborted) setState("away");
      });
    return () => stop.abort();
  }, [page.url, tries]);
  // The picture before stands until the next one is there: a page that changes does not go blank. Then all goes.
  useEffect(() => {
    const place = canvas.current;
    return () => {
      if (place) place.width = 0;
    };
  }, []);

  const share = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return (
    <div className="sheet" style={{ aspectRatio: `${page.width} / ${page.height}` }} data-state={state}>
      <canvas ref={canvas} role="img" aria-label={label} data-testid="paper-picture" />
      {state === "here" &&
        marks.map((mark) => (
          <span
            key={`${mark.x} ${mark.y}`}
            className="sheet-mark"
            data-testid="paper-mark"
            style={{
              left: share(mark.x, page.width),
              top: share(mark.y, page.height),
              width: share(mark.w, page.width),
              height: share(mark.h, page.height),
            }}
          />
        ))}
      {state === "coming" && (
        <p className="sheet-note">
          <Plain text={words.papers.coming} />
        </p>
      )}
      {state === "away" && (
        <div className="sheet-note" role="alert">
          <p>
            <Plain text={words.papers.away} />
          </p>
          <button
            type="button"
            className="big"
            onClick={() => {
              setState("coming");
              setTries(tries + 1);
            }}
          >
            <Plain text={words.papers.retry} />
          </button>
        </div>
      )}
    </div>
  );
}

/** The picture on the canvas, if it is still wanted when it comes. */
async function paint(canvas: HTMLCanvasElement | null, url: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { cache: "no-store", credentials: "same-origin", signal });
  if (!answer.ok) throw new Error("no picture");
  const picture = await createImageBitmap(await answer.blob());
  try {
    signal.throwIfAborted();
    if (!canvas) return;
    Object.assign(canvas, { width: picture.width, height: picture.height });
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
  } finally {
    picture.close();
  }
}
