// Plain Japanese with its readings: "番号《ばんごう》を 呼《よ》びます" is shown with small kana above the kanji.

import { Fragment } from "react";

const READING = /([\p{Script=Han}々]+)《([^》]+)》/gu;

export function Plain({ text }: { text: string }) {
  return (
    <>
      {parts(text).map((part, place) => (
        // The sentence is fixed: its parts never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Fragment key={place}>
          {part.reading ? (
            <ruby>
              {part.text}
              <rt>{part.reading}</rt>
            </ruby>
          ) : (
            part.text
          )}
        </Fragment>
      ))}
    </>
  );
}

export interface Part {
  text: string;
  reading?: string;
}

/** A sentence in parts: with a reading, or as it stands. */
export function parts(sentence: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of sentence.matchAll(READING)) {
    if (match.index > from) found.push({ text: sentence.slice(from, match.index) });
    found.push({ text: match[1]!, reading: match[2]! });
    from = match.index + match[0].length;
  }
  if (from < sentence.length) found.push({ text: sentence.slice(from) });
  return found;
}
