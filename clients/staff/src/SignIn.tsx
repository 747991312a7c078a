import { No, post } from "@madoguchi/shared/http.ts";
import { Logo } from "@madoguchi/shared/parts/Icon.tsx";
import { RehearsalAsked } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import type { Me } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { ChoosePassword } from "./ChoosePassword.tsx";
import { Factor } from "./Factor.tsx";
import { useHouse } from "./hooks.ts";
import { plain, said } from "./signingIn.ts";
import { OtherCity } from "./training/OtherCity.tsx";

export function SignIn() {
  const house = useHouse();
  return (
    <div className="gate">
      <header className="top">
        <span className="brand">
          <Logo />
          {W.app}
        </span>
        <RehearsalAsked />
      </header>
      <main className="gate-one">
        <SignInForm title={W.signIn.title} lead={W.signIn.lead} deed={W.signIn.go} onIn={(me) => house.enter(me)} />
        <OtherCity />
      </main>
    </div>
  );
}

const FACTOR: Record<string, "due" | "needed"> = { factor_due: "due", factor_needed: "needed" };

interface FormProps {
  title: string;
  lead: string;
  deed: string;
  more?: string;
  onIn: (me: Me, login: string) => Promise<void>;
}

/** Number and password; says what, why, what now when it is refused. A first password, or one whose time is over, leads to
 * the choice of another. Nothing of it stays in the page. */
export function SignInForm({ title, lead, deed, more, onIn }: FormProps) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [due, setDue] = useState<number | null>(null);
  const [factor, setFactor] = useState<"due" | "needed" | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!login.trim() || !password) return setWrong(W.signIn.empty);
    setBusy(true);
    try {
      const { me } = await post<{ me: Me }>("/api/session", { login: plain(login), password });
      setPassword("");
      await onIn(me, login);
    } catch (no) {
      if (no instanceof No && no.reason === "password_due") {
        setWrong(null);
        setDue(Number(no.more.length));
      } else if (no instanceof No && FACTOR[no.reason]) {
        setWrong(null);
        setFactor(FACTOR[no.reason]!);
      } else {
        setWrong(said(no));
        setPassword("");
      }
    } finally {
      setBusy(false);
    }
  }

  const back = (): void => {
    setDue(null);
    setFactor(null);
    setPassword("");
  };
  if (factor) {
    return <Factor login={login} password={password} fresh={factor === "due"} onBack={back} onIn={onIn} />;
  }
  if (due !== null) {
    return <ChoosePassword login={login} password={password} length={due} onBack={back} onIn={onIn} />;
  }
  return (
    <form className="sign-in" onSubmit={submit}>
      <h1>{title}</h1>
      <p className="note">{lead}</p>
      {more && <p className="note">{more}</p>}
      <label>
        <span>{W.signIn.login}</span>
        <input
          className="input"
          data-testid="login"
          name="login"
          autoComplete="username"
          inputMode="numeric"
          // biome-ignore lint/a11y/noAutofocus: the one thing to do here
          autoFocus
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </label>
      <label>
        <span>{W.signIn.password}</span>
        <input
          className="input"
          data-testid="password"
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <Wrong says={wrong} testId="notice" />
      <button type="submit" className="btn btn-main btn-wide" data-testid="sign-in" aria-disabled={busy}>
        {deed}
        <kbd>Enter</kbd>
      </button>
      <p className="note">{W.signIn.help}</p>
    </form>
  );
}
