// What the server says of itself, again every few seconds while somebody looks.

import { useEffect, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { look, type Status } from "./api.ts";
import type { Line } from "./facts.ts";

const AGAIN = 5_000;

interface Looked {
  status: Status | null;
  line: Line;
  /** An answer that came another way. */
  put: (status: Status) => void;
}

export function useStatus(): Looked {
  const house = useHouse();
  const { link, downSince } = useHouseState();
  const [status, setStatus] = useState<Status | null>(null);
  const [silentSince, setSilentSince] = useState(0);
  useEffect(() => {
    let here = true;
    let timer: ReturnType<typeof setTimeout>;
    const again = (): void => {
      look()
        .then(
          (one) => {
            if (!here) return;
            setStatus(one);
            setSilentSince(0);
          },
          () => here && setSilentSince((before) => before || house.now()),
        )
        .finally(() => {
          if (here) timer = setTimeout(again, AGAIN);
        });
    };
    again();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [house]);
  const cut = link !== "up" ? downSince : silentSince;
  return { status, line: { up: link === "up" && !silentSince, downSince: cut || house.now() }, put: setStatus };
}
