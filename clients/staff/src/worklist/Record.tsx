import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag, Ticket } from "@madoguchi/shared/parts/signs.tsx";
import { useState } from "react";
import { when } from "../admin/when.ts";
import { useHouseState, useKeys } from "../hooks.ts";
import { AskWhy } from "../overlays/reasons.tsx";
import type { WorkRecord } from "./api.ts";
import { Fields } from "./Fields.tsx";
import type { Work } from "./useWork.ts";
import { WORK } from "./words.ts";

interface Props {
  record: WorkRecord;
  name: string;
  again: boolean;
  onAct: Work["act"];
}

/** One application: how it stands, what is to be entered, what may be done. */
export function Record({ record, name, again, onAct }: Props) {
  const { task, said } = record;
  const { catalog } = useHouseState();
  const masked = [...record.case, ...record.people.flat()].filter((one) => one.masked).length;
  const reason =
    task.reason === "changed"
      ? WORK.reasonChanged
      : (catalog?.sent.reasons.find((one) => one.reason === task.reason)?.name ?? "");
  return (
    <section className="work-record" data-testid="work-record" data-case={task.case} data-state={task.state}>
      <header className="work-title">
        <Ticket no={task.number} />
        <h1 className="cut">{name}</h1>
        <Tag tone="act">{record.scenario}</Tag>
        {record.nationality && <Tag>{record.nationality}</Tag>}
        <Tag tone={task.state === "held" || task.state === "returned" ? "look" : undefined}>
          {WORK.states[task.state]}
        </Tag>
      </header>
      {again && <Band tone="look" what={WORK.again} now={WORK.againNow} testId="work-again" />}
      {record.changed && <Band tone="look" what={WORK.changed} now={WORK.changedNow} testId="work-changed" />}
      {masked > 0 && <Band tone="look" what={WORK.maskedBand(masked)} now={WORK.maskedNow} testId="work-masked" />}
      {(task.state === "held" || task.state === "returned") && (
        <Band
          tone="info"
          what={task.state === "held" ? WORK.heldAs(reason) : WORK.returnedAs(reason)}
          now={said.note || undefined}
          testId="work-why"
        />
      )}
      <Fields record={record} />
      <footer className="work-deeds">
        <p className="note" data-testid="work-past">
          {[
            task.entered_name && WORK.entered(task.entered_name, when(task.entered_at)),
            said.result && WORK.number(said.result),
            task.checked_name && WORK.checked(task.checked_name, when(task.checked_at)),
          ]
            .filter(Boolean)
            .join("　")}
        </p>
        <Deeds record={record} onAct={onAct} />
      </footer>
    </section>
  );
}

function Deeds({ record, onAct }: Pick<Props, "record" | "onAct">) {
  const { me } = useHouseState();
  const { task } = record;
  const [asking, setAsking] = useState<"hold" | "send_back" | null>(null);
  const done = task.state === "entered" || task.state === "checked";
  return (
    <>
      {done ? (
        <Done record={record} onAct={onAct} onBack={() => setAsking("send_back")} />
      ) : task.holder === me?.clerk ? (
        <InHand record={record} onAct={onAct} onHold={() => setAsking("hold")} />
      ) : (
        <Free record={record} onAct={onAct} />
      )}
      {asking && <Why deed={asking} onAct={onAct} onClose={() => setAsking(null)} />}
    </>
  );
}

interface WhyProps {
  deed: "hold" | "send_back";
  onAct: Work["act"];
  onClose: () => void;
}

function Why({ deed, onAct, onClose }: WhyProps) {
  const kind = deed === "hold" ? "work_hold" : "work_back";
  const title = deed === "hold" ? WORK.hold : WORK.sendBack;
  const go = async (reason: string, note: string): Promise<void> => {
    if (!(await onAct({ deed, reason, note }))) onClose();
  };
  return <AskWhy title={title} kind={kind} deed={title} onClose={onClose} onGo={go} />;
}

type Acts = Pick<Props, "record" | "onAct">;

function InHand({ record, onAct, onHold }: Acts & { onHold: () => void }) {
  const [result, setResult] = useState("");
  const enter = (): void => void onAct({ deed: "enter", seen: record.seen, result: result.trim() });
  useKeys({ "Ctrl+Enter": enter, "Alt+h": onHold, "Alt+u": () => void onAct({ deed: "release" }) });
  return (
    <div className="deeds">
      <input
        className="input"
        aria-label={WORK.result}
        placeholder={WORK.result}
        data-testid="work-result"
        maxLength={100}
        autoComplete="off"
        value={result}
        onChange={(event) => setResult(event.target.value)}
      />
      <Button tone="main" keys="Ctrl Enter" testId="work-enter" onPress={enter}>
        {WORK.enter}
      </Button>
      <Button keys="Alt H" testId="work-hold" onPress={onHold}>
        {WORK.hold}
      </Button>
      <Button tone="plain" keys="Alt U" testId="work-release" onPress={() => void onAct({ deed: "release" })}>
        {WORK.release}
      </Button>
    </div>
  );
}

function Free({ record, onAct }: Acts) {
  const { task } = record;
  const take = (): void => void onAct({ deed: task.holder ? "take_over" : "take" });
  useKeys({ "Alt+t": take });
  return (
    <div className="deeds">
      <Button tone={task.holder ? "danger" : "main"} keys="Alt T" testId="work-take" onPress={take}>
        {task.holder ? WORK.takeOver : WORK.begin}
      </Button>
      {task.holder && <span className="note">{WORK.takeOverNow(task.holder_name)}</span>}
    </div>
  );
}

function Done({ record, onAct, onBack }: Acts & { onBack: () => void }) {
  const { me } = useHouseState();
  const own = record.task.entered_by === me?.clerk ? WORK.own : null;
  const check = (): void => void onAct({ deed: "check" });
  useKeys({ "Alt+k": () => own || check(), "Alt+r": onBack });
  return (
    <div className="deeds">
      {record.task.state === "entered" && (
        <Button tone="main" keys="Alt K" testId="work-check" because={own} onPress={check}>
          {WORK.check}
        </Button>
      )}
      <Button keys="Alt R" testId="work-back" onPress={onBack}>
        {WORK.sendBack}
      </Button>
      {own && <span className="note">{own}</span>}
    </div>
  );
}
