import { useEffect, useState } from "react";
import { type Standing, ssoApi } from "./api.ts";

const AGAIN_MS = 4_000;
const OFF: Standing = { on: false, only: false, name: "" };
let known: Standing | null = null;

/** Whether the city has single sign-on; null until that is known. While the line is down the password is asked for, and
 * this goes on asking. */
export function useStanding(): Standing | null {
  const [standing, setStanding] = useState(known);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const ask = (): Promise<void> =>
      ssoApi.standing().then(
        (said) => {
          known = said;
          if (!left) setStanding(said);
        },
        () => {
          if (left) return;
          setStanding((before) => before ?? OFF);
          timer = setTimeout(ask, AGAIN_MS);
        },
      );
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  return standing;
}
