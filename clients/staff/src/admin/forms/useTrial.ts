// The page as it would print, drawn by the server's own press: asked again when what is kept of the form is another one.

import { No, NoLine, reasonOf } from "@madoguchi/shared/http.ts";
import { useEffect, useState } from "react";
import { api, type Trial } from "../api.ts";

export type Tried = { is: "loading" } | { is: "here"; trial: Trial; url: string } | { is: "refused"; reason: string };

const SOON = 250;

/** `key` says what the picture depends on. While a new one is drawn, the old one stays. */
export function useTrial(
  draft: string,
  form: string,
  filled: string,
  sheet: number,
  width: number,
  key: string,
): Tried {
  const [tried, setTried] = useState<Tried>({ is: "loading" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another picture
  useEffect(() => {
    if (!filled || !width) return;
    let current = true;
    const timer = setTimeout(() => {
      api.tryForm(draft, form, filled, sheet, width).then(
        (trial) => current && setTried({ is: "here", trial, url: `data:image/png;base64,${trial.png}` }),
        (no: unknown) => {
          if (!(no instanceof No || no instanceof NoLine)) throw no;
          const reason = reasonOf(no);
          if (current) setTried((held) => (held.is === "here" ? held : { is: "refused", reason }));
        },
      );
    }, SOON);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, form, filled, sheet, width, key]);
  return tried;
}
