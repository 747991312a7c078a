import { get, No, post } from "@madoguchi/shared/http.ts";
import { RehearsalAsked } from "@madoguchi/shared/parts/Rehearsal.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import type { Me } from "@madoguchi/shared/wire.ts";
import { W } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { ChoosePassword } from "./ChoosePassword.tsx";
import { Factor } from "./Factor.tsx";
import { Gate } from "./Gate.tsx";
import { useHouse } from "./hooks.ts";
import { plain, said } from "./signingIn.ts";
import { ByPassword, SsoKey } from "./sso/SsoKey.tsx";
import { useStanding } from "./sso/useStanding.ts";
import { OtherCity } from "./training/OtherCity.tsx";

export function SignIn() {
  const house = useHouse();
  return (
    <Gate beside={<RehearsalAsked />}>
      <SignInForm title={W.signIn.title} ask={W.signIn.lead} deed={W.signIn.go} onIn={(me) => house.enter(me)} />
      <OtherCity />
    </Gate>
  );
}

const FACTOR: Record<string, "due" | "needed"> = { factor_due: "due", factor_needed: "needed" };

interface FormProps {
  title: string;
  lead?: string;
  /** What to type, where no single sign-on asks for less. */
  ask: string;
  more?: string;
  deed: string;
  /** Single sign-on on this page, or in a window beside it. */
  sso?: "enter" | "beside";
  onIn: (me: Me, login: string) => Promise<void>;
}

/** The city's single sign-on where it has one; number and password; says what, why, what now when it is refused. A first
 * password, or one whose time is over, leads to the choice of another. Nothing of it stays in the page. */
export function SignInForm({ title, lead, ask, more = "", deed, sso = "enter", onIn }: FormProps) {
  const standing = useStanding();
  const told = standing?.on ? more : `${ask}${more}`;
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

  /** From the window beside: whoever it was has a session now. */
  async function cameBack(): Promise<void> {
    try {
      await onIn((await get<{ me: Me }>("/api/me")).me, "");
    } catch (no) {
      setWrong(said(no));
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
      {lead && <p className="note">{lead}</p>}
      {standing && told && <p className="note">{told}</p>}
      {!standing && (
        <p className="note" role="status">
          {W.link.starting}
        </p>
      )}
      {standing?.on && <SsoKey standing={standing} purpose={sso} onDone={() => void cameBack()} />}
      <Wrong says={wrong} testId="notice" />
      {standing && (
        <ByPassword standing={standing}>
          <label>
            <span>{W.signIn.login}</span>
            <input
              className="input"
              data-testid="login"
              name="login"
              autoComplete="username"
              inputMode="numeric"
              // biome-ignore lint/a11y/noAutofocus: the one thing to do here
              autoFocus={!standing.on || standing.only}
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
          <button
            type="submit"
            className={`btn btn-wide ${standing.on ? "btn-plain" : "btn-main"}`}
            data-testid="sign-in"
            aria-disabled={busy}
          >
            {deed}
            {!standing.on && <kbd>Enter</kbd>}
          </button>
        </ByPassword>
      )}
      <p className="note">{W.signIn.help}</p>
    </form>
  );
}
