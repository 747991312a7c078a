// Step-up: single sign-on or the password once more, for what weighs more. What was asked for goes on by itself afterwards.
// It stands beside the page, not in it: a browser tells nobody that a form within a form is submitted, and loads the page anew.

import { post, reasonOf } from "@madoguchi/shared/http.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken, W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { createPortal } from "react-dom";
import { useTop } from "../../hooks.ts";
import { ByPassword, SsoKey } from "../../sso/SsoKey.tsx";
import { useStanding } from "../../sso/useStanding.ts";
import { ADMIN } from "../words.ts";
import { USERS } from "./words.ts";

interface Props {
  onProved: () => void;
  onClose: () => void;
}

export function Prove({ onProved, onClose }: Props) {
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const standing = useStanding();
  useTop(onClose);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    if (busy || !password) return;
    setBusy(true);
    try {
      await post("/api/session/proof", { password });
      onProved();
    } catch (no) {
      setWrong(spoken(reasonOf(no)));
      setPassword("");
      setBusy(false);
    }
  }
  const go = (
    <button
      type="submit"
      className={standing?.on ? "btn btn-plain" : "btn btn-main"}
      data-testid="prove-go"
      aria-disabled={busy || !password}
    >
      {USERS.prove.go}
      {!standing?.on && <kbd>Enter</kbd>}
    </button>
  );
  return createPortal(
    <Dialog title={USERS.prove.title} testId="prove">
      <form className="prove" onSubmit={(event) => void submit(event)}>
        {standing?.on && <SsoKey standing={standing} purpose="again" onDone={onProved} />}
        <Wrong says={wrong} />
        {standing && (
          <ByPassword standing={standing}>
            <p className="note">{USERS.prove.lead}</p>
            <label className="ask-note">
              <span>{W.signIn.password}</span>
              <input
                className="input"
                type="password"
                data-testid="prove-password"
                autoComplete="current-password"
                autoFocus={!standing.on || standing.only}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </label>
            {standing.on && go}
          </ByPassword>
        )}
        <div className="deeds">
          {standing && !standing.on && go}
          <Button tone="plain" keys="Esc" onPress={onClose}>
            {ADMIN.stop}
          </Button>
        </div>
      </form>
    </Dialog>,
    document.body,
  );
}
