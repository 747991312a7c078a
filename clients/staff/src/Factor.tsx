// The second factor: a code of the authenticator app; where no app is set up yet, the picture to set one up with.

import { post } from "@madoguchi/shared/http.ts";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import type { Me } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useEffect, useState } from "react";
import { plain, said } from "./signingIn.ts";

interface Props {
  login: string;
  password: string;
  /** No app yet. */
  fresh: boolean;
  onBack: () => void;
  onIn: (me: Me, login: string) => Promise<void>;
}

interface NewFactor {
  secret: string;
  /** SVG. */
  picture: string;
}

export function Factor({ login, password, fresh, onBack, onIn }: Props) {
  const [made, setMade] = useState<NewFactor | null>(null);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!fresh) return;
    post<NewFactor>("/api/session/factor", { login: plain(login), password }).then(setMade, (no) => setWrong(said(no)));
  }, [fresh, login, password]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !code.trim()) return;
    setBusy(true);
    const body = { login: plain(login), password, code };
    try {
      const { me } = await (fresh
        ? post<{ me: Me }>("/api/session/factor/set", { ...body, secret: made?.secret ?? "" })
        : post<{ me: Me }>("/api/session", body));
      await onIn(me, login);
    } catch (no) {
      setWrong(said(no));
      setCode("");
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="sign-in" onSubmit={submit} data-testid="factor">
      <h1>{fresh ? W.factor.fresh : W.factor.title}</h1>
      <p className="note">{fresh ? W.factor.freshLead : W.factor.lead}</p>
      {made && (
        <>
          <img
            className="factor-picture"
            alt={W.factor.picture}
            src={`data:image/svg+xml;utf8,${encodeURIComponent(named(made.picture))}`}
          />
          <p className="note">
            {W.factor.typed} <b className="factor-secret">{made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</b>
          </p>
        </>
      )}
      <label>
        <span>{W.factor.code}</span>
        <input
          className="input"
          data-testid="factor-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          // biome-ignore lint/a11y/noAutofocus: the one thing to do here
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <Wrong says={wrong} testId="notice" />
      <button type="submit" className="btn btn-main btn-wide" data-testid="factor-go" aria-disabled={busy}>
        {W.signIn.go}
        <kbd>Enter</kbd>
      </button>
      <button type="button" className="link" onClick={onBack}>
        {W.signIn.back}
      </button>
    </form>
  );
}

/** A picture of its own needs its name space. */
const named = (svg: string): string => svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
