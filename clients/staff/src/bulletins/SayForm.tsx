import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import { addressed, fieldOf, momentOf, type Whom } from "./said.ts";
import { SAID } from "./words.ts";

const LONGEST = { windows: 200, halls: 80 } as const;
const EASY_LONGEST = 120;
const HOUR_MS = 3_600_000;

/** Whom, what, until when. Sent, it stands in the list below. */
export function SayForm() {
  const house = useHouse();
  const [whom, setWhom] = useState<Whom>("windows");
  const [text, setText] = useState("");
  const [easy, setEasy] = useState("");
  const [since, setSince] = useState("");
  const [until, setUntil] = useState(() => fieldOf(house.now() + HOUR_MS));
  const [says, setSays] = useState<{ wrong?: string; sent?: string }>({});
  const { to, ...where } = addressed(whom);
  const because = text.trim() ? (until ? null : SAID.noEnd) : SAID.empty;

  function choose(next: Whom): void {
    setWhom(next);
    setSays({});
  }

  async function go(): Promise<void> {
    const answer = await house.move({
      kind: "post",
      to,
      ...where,
      text,
      easy: to === "halls" ? easy : "",
      since: since ? momentOf(since) : 0,
      until: momentOf(until),
    });
    if (answer.result !== "done") {
      const { what, now } = sentence(answer.reason);
      return setSays({ wrong: `${what}${now ?? ""}` });
    }
    setText("");
    setEasy("");
    setSays({ sent: SAID.sent[to] });
  }

  return (
    <div className="speak">
      <ForWhom whom={whom} onChoose={choose} />
      <Words label={SAID.text[to]} most={LONGEST[to]} value={text} testId="say-text" onChange={setText} />
      <p className="note">{SAID.note[to]}</p>
      {to === "halls" && (
        <Words label={SAID.easy} most={EASY_LONGEST} value={easy} testId="say-easy" onChange={setEasy} />
      )}
      <div className="speak-times">
        <Moment label={`${SAID.since}（${SAID.now}）`} value={since} testId="say-since" onChange={setSince} />
        <Moment label={SAID.ends} value={until} testId="say-until" onChange={setUntil} />
      </div>
      <Wrong says={says.wrong ?? null} />
      <div className="line">
        <Button tone="main" testId="say-go" because={because} onPress={() => void go()}>
          {SAID.deed[to]}
        </Button>
        <span role="status">{says.sent}</span>
      </div>
    </div>
  );
}

function ForWhom({ whom, onChoose }: { whom: Whom; onChoose: (whom: Whom) => void }) {
  const { catalog, me } = useHouseState();
  const windows = catalog!.sent.house.windows.filter((one) => one.office === me?.office);
  const groups = [...new Set(windows.map((one) => one.group))];
  return (
    <label className="field">
      <span>{SAID.whom}</span>
      <select
        className="input"
        data-testid="say-whom"
        data-first=""
        value={whom}
        onChange={(event) => onChoose(event.target.value as Whom)}
      >
        <option value="windows">{SAID.windows}</option>
        <option value="halls">{SAID.halls}</option>
        {groups.map((group) => (
          <option key={group} value={`group:${group}`}>
            {SAID.group(catalog!.groupName(me!.office, group))}
          </option>
        ))}
        {windows.map((one) => (
          <option key={one.window} value={`window:${one.window}`}>
            {SAID.window(one.number)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FieldProps {
  label: string;
  value: string;
  testId: string;
  onChange: (value: string) => void;
}

function Words({ label, value, most, testId, onChange }: FieldProps & { most: number }) {
  return (
    <label className="field">
      <span>
        {label} <small>{SAID.count([...value].length, most)}</small>
      </span>
      <textarea
        className="input"
        rows={2}
        maxLength={most}
        data-testid={testId}
        value={value}
        onChange={(event) => onChange(event.target.value.replaceAll("\n", " "))}
      />
    </label>
  );
}

function Moment({ label, value, testId, onChange }: FieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input"
        type="datetime-local"
        data-testid={testId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
