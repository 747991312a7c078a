import "./training.css";
import { useEffect, useState } from "react";
import { isTraining, trainingApi } from "./api.ts";
import { TRAINING } from "./words.ts";

const AGAIN_MS = 4_000;

/** Under the log-in: the way to the training city, and back from it. Nothing where there is no other one. */
export function OtherCity() {
  const [other, setOther] = useState("");
  const [opening, setOpening] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const ask = (): Promise<void> =>
      trainingApi.standing().then(
        (standing) => setOther(standing.other),
        () => {
          timer = setTimeout(ask, AGAIN_MS);
        },
      );
    void ask();
    return () => clearTimeout(timer);
  }, []);
  if (!other) return null;
  const here = isTraining();
  return (
    <aside className="other-city" aria-label={TRAINING.title}>
      <p className="note">{here ? TRAINING.here : TRAINING.openLead}</p>
      <a className="btn btn-plain" href={other} data-testid="other-city" onClick={() => setOpening(true)}>
        {here ? TRAINING.back : TRAINING.open}
      </a>
      <p role="status">{opening && !here && TRAINING.opening}</p>
    </aside>
  );
}
