// A face of names that could not be had is said on whatever page stands: names may look otherwise than they print.

import { useEffect } from "react";
import { useHouse } from "../hooks.ts";
import { useFaceMissing } from "./faces.ts";
import { L } from "./words.ts";

export function useFaceNotice(signedIn: boolean): void {
  const house = useHouse();
  const missing = useFaceMissing();
  useEffect(() => {
    if (missing && signedIn) house.notice({ tone: "look", what: L.notShown, now: L.notShownNow });
  }, [house, missing, signedIn]);
}
