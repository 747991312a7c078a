// 連携: the keys of other systems, what each may do and how its notices fare; made, changed, ended.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { useState } from "react";
import { useHouse } from "../../hooks.ts";
import { useAsk } from "../hooks.ts";
import { Download } from "../pages/Download.tsx";
import { AskBefore } from "../parts/AskBefore.tsx";
import { Columns } from "../parts/Columns.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import { type Listed, type Made, type System, type SystemKept, systemsApi } from "./api.ts";
import { NewKey } from "./NewKey.tsx";
import { SystemForm } from "./SystemForm.tsx";
import "./systems.css";
import { SYSTEMS } from "./words.ts";

export function Systems() {
  const asked = useAsk("systems", systemsApi.all);
  const again = (): void => {
    if ("again" in asked) asked.again();
  };
  return (
    <section className="admin-page systems" data-testid="systems">
      <PageHead title={SYSTEMS.title} lead={SYSTEMS.lead} />
      <Download at={systemsApi.describedAt} name={SYSTEMS.describedName} testId="systems-described" small>
        {SYSTEMS.described}
      </Download>
      <Waiting asked={asked}>{(listed) => <Kept listed={listed} again={again} />}</Waiting>
    </section>
  );
}

function Kept({ listed, again }: { listed: Listed; again: () => void }) {
  const house = useHouse();
  const [form, setForm] = useState<System | "new" | null>(null);
  const [made, setMade] = useState<(Made & { name: string }) | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  const done = (system: System, key: Made | null): void => {
    setForm(null);
    again();
    if (key) setMade({ ...key, name: system.name });
    else house.notice({ tone: "kept", what: SYSTEMS.saved, now: SYSTEMS.savedNow });
  };
  return (
    <>
      {listed.systems.length === 0 && form === null && (
        <div className="admin-empty" data-testid="systems-none">
          <b>{SYSTEMS.none}</b>
          {SYSTEMS.noneNow}
        </div>
      )}
      {listed.systems.length > 0 && (
        <table className="table" data-testid="systems-kept">
          <Columns names={SYSTEMS.columns}>
            <td />
          </Columns>
          <tbody>
            {listed.systems.map((one) => (
              <Row
                key={one.system.name}
                kept={one}
                today={listed.today}
                onChange={() => setForm(one.system)}
                onEnd={() => setEnding(one.system.name)}
              />
            ))}
          </tbody>
        </table>
      )}
      {form === null && (
        <Button tone="main" testId="systems-make" onPress={() => setForm("new")}>
          {SYSTEMS.make}
        </Button>
      )}
      {form !== null && (
        <SystemForm
          key={form === "new" ? "" : form.name}
          kept={form === "new" ? null : form}
          listed={listed}
          onDone={done}
          onClose={() => setForm(null)}
        />
      )}
      {made && <NewKey made={made} onClose={() => setMade(null)} />}
      {ending !== null && (
        <AskBefore
          title={SYSTEMS.end}
          what={SYSTEMS.endAsk(ending)}
          go={SYSTEMS.end}
          danger
          testId="systems-end-ask"
          deed={() => systemsApi.end(ending)}
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            house.notice({ tone: "kept", what: SYSTEMS.ended });
            again();
          }}
        />
      )}
    </>
  );
}

interface RowProps {
  kept: SystemKept;
  today: string;
  onChange: () => void;
  onEnd: () => void;
}

function Row({ kept, today, onChange, onEnd }: RowProps) {
  const { system, ended, used } = kept;
  return (
    <tr className={ended === null ? undefined : "is-over"} data-testid={`system-${system.name}`}>
      <th scope="row">{system.name}</th>
      <td>{system.rights.map((right) => SYSTEMS.rights[right] ?? right).join("、")}</td>
      <td>
        {stateOf(kept, today)}
        <p className="note">
          {ended === null ? SYSTEMS.made(kept.made_by, when(kept.made)) : SYSTEMS.endedBy(kept.ended_by, when(ended))}
        </p>
      </td>
      <td>{used === null ? SYSTEMS.never : when(used)}</td>
      <td className="told">
        {toldOf(kept)}
        {kept.why && <p className="note">{whyOf(kept.why)}</p>}
      </td>
      <td className="nowrap">
        {ended === null && (
          <>
            <Button tone="plain" small testId="system-change" onPress={onChange}>
              {SYSTEMS.change}
            </Button>
            <Button tone="plain" small testId="system-end" onPress={onEnd}>
              {SYSTEMS.end}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function stateOf({ system, ended }: SystemKept, today: string): string {
  if (ended !== null) return SYSTEMS.endedWord;
  if (system.until && system.until < today) return SYSTEMS.over;
  return system.until ? SYSTEMS.until(system.until) : SYSTEMS.stands;
}

function toldOf({ system, waiting, given_up }: SystemKept): string {
  const told = [
    ...(waiting > 0 ? [SYSTEMS.told.waiting(waiting)] : []),
    ...(given_up > 0 ? [SYSTEMS.told.givenUp(given_up)] : []),
  ];
  return told.join("、") || (system.target ? SYSTEMS.told.well : SYSTEMS.told.nowhere);
}

const whyOf = (why: string): string => SYSTEMS.why[why] ?? SYSTEMS.whyStatus(why.replace("http_", ""));
