import { reasonOf } from "@madoguchi/shared/http.ts";
import { Dialog } from "@madoguchi/shared/parts/Dialog.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { spoken } from "@madoguchi/shared/words.ts";
import { useEffect, useState } from "react";
import { Prove } from "../admin/users/Prove.tsx";
import { useTop } from "../hooks.ts";
import { CloseBar } from "../overlays/CloseBar.tsx";
import { Asking } from "./Asking.tsx";
import { end, endOthers, listed, type OwnSession } from "./api.ts";
import { SessionRow } from "./SessionRow.tsx";
import { OWN } from "./words.ts";
import "./sessions.css";

type Deed = () => Promise<OwnSession[]>;

/** 自分のログイン: every terminal with a session of mine; each of them, or all but this one, ends when I have shown again who
 * I am. */
export function SessionsPanel({ onClose }: { onClose: () => void }) {
  const [sessions, setSessions] = useState<OwnSession[] | null>(null);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const [proving, setProving] = useState<Deed | null>(null);

  useEffect(() => {
    listed().then(setSessions, (no) => setWrong(spoken(reasonOf(no))));
  }, []);

  async function go(deed: Deed): Promise<void> {
    setProving(null);
    setWrong("");
    try {
      const left = await deed();
      const ended = (sessions ?? []).filter((one) => !left.some((other) => other.session === one.session));
      setSessions(left);
      setSaid(OWN.ended(ended.length));
    } catch (no) {
      if (reasonOf(no) === "prove_again") setProving(() => deed);
      else setWrong(spoken(reasonOf(no)));
    }
  }

  if (proving) return <Prove onProved={() => void go(proving)} onClose={() => setProving(null)} />;
  return <Listed sessions={sessions} said={said} wrong={wrong} onGo={(deed) => void go(deed)} onClose={onClose} />;
}

interface Props {
  sessions: OwnSession[] | null;
  said: string;
  wrong: string;
  onGo: (deed: Deed) => void;
  onClose: () => void;
}

function Listed({ sessions, said, wrong, onGo, onClose }: Props) {
  const others = (sessions ?? []).filter((one) => !one.here).length;
  useTop(onClose);
  return (
    <Dialog title={OWN.title} testId="sessions">
      <p className="note">{OWN.lead}</p>
      <Wrong says={wrong} />
      {sessions === null && !wrong && <p role="status">{OWN.loading}</p>}
      <ul className="settle sessions">
        {sessions?.map((one) => (
          <SessionRow key={one.session} one={one} onEnd={() => onGo(() => end(one.session))} />
        ))}
      </ul>
      <p role="status" data-testid="sessions-said">
        {said || (sessions !== null && others === 0 ? OWN.alone : "")}
      </p>
      {others > 1 && (
        <p className="line">
          <Asking deed={OWN.others} asks={OWN.othersAsks(others)} testId="end-others" onGo={() => onGo(endOthers)} />
        </p>
      )}
      <CloseBar onClose={onClose} />
    </Dialog>
  );
}
