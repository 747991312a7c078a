// The papers as they will be printed, one page at a time, large; what changed is marked and comes into sight by itself.

import { useEffect, useRef, useState } from "react";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";
import { Picture } from "./Picture.tsx";
import { Sign } from "./Sign.tsx";
import { marksOf, type Sheet } from "./showing.ts";

/** So much of what is in sight one press goes on. */
const STRIDE = 0.7;

export function Look({ sheet, afterwards }: { sheet: Sheet; afterwards: boolean }) {
  const frame = useRef<HTMLElement>(null);
  const [whole, setWhole] = useState(false);
  const marks = marksOf(sheet);
  const first = marks.length > 0 ? Math.min(...marks.map((mark) => mark.y)) / sheet.page.height : 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its own place
  useEffect(() => {
    const place = frame.current;
    if (place) place.scrollTop = Math.max(0, first * place.scrollHeight - place.clientHeight / 3);
  }, [sheet.form, sheet.place, first, whole]);

  const go = (by: 1 | -1): void =>
    frame.current?.scrollBy({ top: by * STRIDE * frame.current.clientHeight, behavior: "instant" });
  return (
    <div className="look">
      <div className="look-head">
        <h1 data-testid="papers-title">
          <Plain text={afterwards ? words.papers.lookAgain : words.papers.look} />
        </h1>
        <p>
          <b>{sheet.name}</b>
          {sheet.of > 1 && (
            <span>
              <Plain text={words.papers.ofForm(sheet.place, sheet.of)} />
            </span>
          )}
          {marks.length > 0 && (
            <span className="look-changed" data-testid="papers-changed">
              <Plain text={words.papers.changed} />
            </span>
          )}
          {sheet.state === "added" && (
            <span className="look-changed">
              <Plain text={words.papers.added} />
            </span>
          )}
        </p>
      </div>
      <section
        ref={frame}
        className={whole ? "frame is-whole" : "frame"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a page that is longer than the screen is scrolled by keys too
        tabIndex={0}
        aria-label={sheet.name}
      >
        <Picture
          key={`${sheet.form} ${sheet.place}`}
          page={sheet.page}
          marks={marks}
          label={words.papers.picture(sheet.name, sheet.place, sheet.of)}
        />
      </section>
      <div className="look-aside">
        <button type="button" className="side-button" onClick={() => setWhole(!whole)} data-testid="papers-whole">
          <Sign is={whole ? "large" : "whole"} />
          <span>
            <Plain text={whole ? words.papers.large : words.papers.whole} />
          </span>
        </button>
        {!whole && (
          <>
            <button type="button" className="side-button" onClick={() => go(-1)}>
              <Sign is="up" />
              <span>
                <Plain text={words.papers.up} />
              </span>
            </button>
            <button type="button" className="side-button" onClick={() => go(1)} data-testid="papers-down">
              <Sign is="down" />
              <span>
                <Plain text={words.papers.down} />
              </span>
            </button>
          </>
        )}
      </div>
    </div>
  );
}
