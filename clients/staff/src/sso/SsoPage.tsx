// The page between the log-in and the provider's: it sends the browser there, and takes what it brings back. What the
// provider put into the address is out of it before anything else happens.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { useEffect, useState } from "react";
import { Gate } from "../Gate.tsx";
import { said } from "../signingIn.ts";
import { type Back, PATH, type Purpose, ssoApi, tellDone } from "./api.ts";
import { SSO } from "./words.ts";

export const isSsoPage = (path: string): boolean => path === PATH || path.startsWith(`${PATH}/`);

export interface Way {
  purpose: Purpose;
  /** What was brought back; null on the way there. */
  back: Back | null;
}

const PURPOSES: readonly string[] = ["enter", "beside", "again"];
const purposeOf = (text: string): Purpose => (PURPOSES.includes(text) ? (text as Purpose) : "enter");

/** Where this page stands on its way; asked once, because the address is emptied. */
export function takeWay(): Way {
  const { pathname, search } = window.location;
  if (pathname === PATH) return { purpose: purposeOf(search.slice(1)), back: null };
  const brought = new URLSearchParams(search);
  window.history.replaceState(null, "", pathname);
  const one = (name: string): string => brought.get(name) ?? "";
  const back = { state: one("state"), code: one("code"), iss: one("iss"), error: one("error") };
  return { purpose: purposeOf(back.state.split(".")[0] ?? ""), back };
}

async function go({ purpose, back }: Way): Promise<boolean> {
  if (!back) {
    window.location.replace((await ssoApi.begin(purpose)).address);
    return false;
  }
  await ssoApi.back(back);
  if (purpose === "enter") {
    window.location.replace("/");
    return false;
  }
  tellDone(purpose);
  window.close();
  return true;
}

export function SsoPage({ way }: { way: Way }) {
  const [wrong, setWrong] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    go(way).then(setDone, (no) => setWrong(said(no)));
  }, [way]);
  const beside = way.purpose !== "enter";
  return (
    <Gate>
      <section className="sign-in" data-testid="sso-page">
        <h1>{SSO.title}</h1>
        {wrong === null && (
          <p className="note" role="status">
            {done ? SSO.done : way.back ? SSO.coming : SSO.leaving}
          </p>
        )}
        <Wrong says={wrong} testId="notice" />
        {wrong !== null && (
          <Button
            tone="main"
            wide
            autoFocus
            keys="Enter"
            testId="sso-again"
            onPress={() => window.location.replace(beside ? `${PATH}?${way.purpose}` : PATH)}
          >
            {SSO.again}
          </Button>
        )}
        {(wrong !== null || done) && beside && (
          <Button tone="plain" wide autoFocus={done} testId="sso-close" onPress={() => window.close()}>
            {SSO.close}
          </Button>
        )}
        {wrong !== null && !beside && (
          <Button tone="plain" wide testId="sso-leave" onPress={() => window.location.replace("/")}>
            {SSO.back}
          </Button>
        )}
      </section>
    </Gate>
  );
}
