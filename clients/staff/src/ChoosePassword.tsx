// Another password: after the first one from paper, or when the city's time for one is over. Typed twice, shown on demand.

import { No, post } from "@madoguchi/shared/http.ts";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import type { Me } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { Factor } from "./Factor.tsx";
import { plain, said } from "./signingIn.ts";

interface Props {
  login: string;
  /** The one that is given up. */
  password: string;
  /** So many letters at least. */
  length: number;
  onBack: () => void;
  onIn: (me: Me, login: string) => Promise<void>;
}

export function ChoosePassword({ login, password, length, onBack, onIn }: Props) {
  const [wanted, setWanted] = useState("");
  const [again, setAgain] = useState("");
  const [shown, setShown] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [code, setCode] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (wanted !== again) return setWrong(W.signIn.differ);
    setBusy(true);
    try {
      const body = { login: plain(login), password, wanted, code };
      const { me } = await post<{ me: Me }>("/api/session/password", body);
      await onIn(me, login);
    } catch (no) {
      // It is chosen: what is left is the app.
      if (no instanceof No && no.reason === "factor_due") return setChosen(true);
      if (no instanceof No && no.reason === "factor_needed") setNeedsCode(true);
      setWrong(said(no));
    } finally {
      setBusy(false);
    }
  }

  const field = (testId: string, label: string, value: string, set: (value: string) => void, first: boolean) => (
    <label>
      <span>{label}</span>
      <input
        className="input"
        data-testid={testId}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        // biome-ignore lint/a11y/noAutofocus: the one thing to do here
        autoFocus={first}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
  if (chosen) return <Factor login={login} password={wanted} fresh onBack={onBack} onIn={onIn} />;
  return (
    <form className="sign-in" onSubmit={submit} data-testid="choose-password">
      <h1>{W.signIn.choose}</h1>
      <p className="note">{W.signIn.chooseLead(length)}</p>
      {field("wanted", W.signIn.wanted, wanted, setWanted, true)}
      {field("wanted-again", W.signIn.again, again, setAgain, false)}
      <label className="sign-in-show">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        {W.signIn.show}
      </label>
      {needsCode && (
        <label>
          <span>{W.factor.code}</span>
          <input
            className="input"
            data-testid="choose-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
      )}
      <Wrong says={wrong} testId="notice" />
      <button type="submit" className="btn btn-main btn-wide" data-testid="choose-go" aria-disabled={busy}>
        {W.signIn.chooseGo}
        <kbd>Enter</kbd>
      </button>
      <button type="button" className="link" onClick={onBack}>
        {W.signIn.back}
      </button>
    </form>
  );
}
