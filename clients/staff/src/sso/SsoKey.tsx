// The key of single sign-on: one for the log-in, the covered screen and whoever shows again who sits there.

import "./sso.css";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { hearDone, PATH, type Purpose, type Standing } from "./api.ts";
import { SSO } from "./words.ts";

interface Props {
  standing: Standing;
  purpose: Purpose;
  /** Somebody came back from the window beside. */
  onDone: () => void;
}

/** The one big key. What was entered on this page stays where it is: only the log-in page itself is left for the
 * provider's, everything else opens a window beside. */
export function SsoKey({ standing, purpose, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const waiting = useRef({ open, onDone });
  waiting.current = { open, onDone };
  useEffect(
    () =>
      hearDone(purpose, () => {
        if (!waiting.current.open) return;
        setOpen(false);
        waiting.current.onDone();
      }),
    [purpose],
  );

  function press(): void {
    if (purpose === "enter") return window.location.assign(PATH);
    const beside = window.open(`${PATH}?${purpose}`, "_blank", "popup,width=560,height=720");
    setBlocked(beside === null);
    setOpen(beside !== null);
  }

  return (
    <>
      <button
        type="button"
        className="btn btn-main btn-wide sso-key"
        data-testid="sso"
        data-first=""
        // biome-ignore lint/a11y/noAutofocus: the one thing to do here
        autoFocus
        onClick={press}
      >
        {(purpose === "again" ? SSO.prove : SSO.go)(standing.name)}
        <kbd>Enter</kbd>
      </button>
      <Wrong says={blocked ? SSO.blocked : null} />
      {open && (
        <p className="note" role="status">
          {SSO.beside}
        </p>
      )}
    </>
  );
}

/** The password's part of a form: beside single sign-on, or, where that is the only way in, for administrators in an
 * emergency. */
export function ByPassword({ standing, children }: { standing: Standing; children: ReactNode }) {
  const [emergency, setEmergency] = useState(false);
  if (!standing.on) return children;
  if (standing.only && !emergency) {
    return (
      <button type="button" className="link" data-testid="emergency" onClick={() => setEmergency(true)}>
        {SSO.emergency}
      </button>
    );
  }
  return (
    <>
      <p className="note sso-or">{standing.only ? SSO.emergencyLead : SSO.or}</p>
      {children}
    </>
  );
}
