import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { save } from "../../saving.ts";
import { NotYet } from "../Waiting.tsx";
import { ADMIN } from "../words.ts";

interface Props {
  at: string;
  name: string;
  testId: string;
  small?: boolean;
  children: ReactNode;
}

type State = "rest" | "asking" | "missing" | { reason: string };

/** A file of the server's; what it cannot make is said here, instead of in a page of its own. */
export function Download({ at, name, testId, small, children }: Props) {
  const [state, setState] = useState<State>("rest");
  const go = async (): Promise<void> => {
    setState("asking");
    try {
      const response = await fetch(at, { credentials: "same-origin", cache: "no-store" });
      if (response.ok) {
        save(await response.blob(), name);
        return setState("rest");
      }
      const said = (await response.json().catch(() => ({}))) as { reason?: string };
      setState(response.status === 404 || response.status === 501 ? "missing" : { reason: said.reason ?? "not_now" });
    } catch {
      setState({ reason: "not_now" });
    }
  };
  if (state === "missing") return <NotYet />;
  return (
    <div className="deeds">
      <Button
        tone={small ? "plain" : undefined}
        small={small}
        testId={testId}
        because={state === "asking" ? ADMIN.loading : null}
        onPress={() => void go()}
      >
        {children}
      </Button>
      {state === "asking" && <span role="status">{ADMIN.loading}</span>}
      {typeof state === "object" && (
        <p className="wrong" role="alert">
          {sentence(state.reason).what}
        </p>
      )}
    </div>
  );
}
