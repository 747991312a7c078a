// 変更履歴: who changed what of whose account, newest first, from what to what.

import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useMemo, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { useAsk } from "../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Waiting } from "../Waiting.tsx";
import { when } from "../when.ts";
import { type Line, type Listed, usersApi } from "./api.ts";
import { namesOf } from "./grants.ts";
import { type NameOf, said } from "./said.ts";
import { USERS } from "./words.ts";

const words = USERS.log;
/** So many come at once (server/work/users.py). */
const PAGE = 100;

interface Props {
  /** Null: of everybody. */
  clerk: string | null;
  listed: Listed;
}

export function History({ clerk, listed }: Props) {
  const { sent } = useHouseState().catalog!;
  const asked = useAsk(`log ${clerk}`, () => usersApi.log(clerk));
  return (
    <section className={clerk ? "log" : "admin-page log"} data-testid="user-log">
      {clerk ? <h3 className="head">{USERS.pages.log}</h3> : <PageHead title={USERS.pages.log} lead={words.lead} />}
      <Waiting asked={asked}>{(lines) => <Lines clerk={clerk} first={lines} nameOf={namesOf(sent, listed)} />}</Waiting>
    </section>
  );
}

function Lines({ clerk, first, nameOf }: { clerk: string | null; first: Line[]; nameOf: NameOf }) {
  const [older, setOlder] = useState<Line[]>([]);
  const [ended, setEnded] = useState(first.length < PAGE);
  const lines = useMemo(() => [...first, ...older], [first, older]);
  const more = async (): Promise<void> => {
    const next = await usersApi.log(clerk, lines.at(-1)?.line);
    setOlder([...older, ...next]);
    setEnded(next.length < PAGE);
  };
  if (lines.length === 0) return <p className="admin-empty">{words.none}</p>;
  return (
    <>
      <ol className="log-list">
        {lines.map((one) => (
          <OneLine key={one.line} one={one} named={clerk === null} nameOf={nameOf} />
        ))}
      </ol>
      {!ended && (
        <Button tone="plain" small onPress={() => void more()}>
          {words.older}
        </Button>
      )}
    </>
  );
}

function OneLine({ one, named, nameOf }: { one: Line; named: boolean; nameOf: NameOf }) {
  const fields = Object.keys({ ...one.before, ...one.after }).filter((field) => differs(one, field));
  const whose = String(one.after?.name ?? one.before?.name ?? "");
  return (
    <li>
      <span className="note nowrap">{when(one.at)}</span>
      <b className="nowrap">{one.name || words.house}</b>
      <span className="nowrap">
        <Tag>{words.what[one.what] ?? one.what}</Tag>
      </span>
      <span>
        {named && whose} {one.note}
        {one.before && one.after && (
          <dl>
            {fields.map((field) => (
              <div key={field}>
                <dt>{USERS.fields[field] ?? field}</dt>
                <dd>
                  <del>{said(field, one.before?.[field], nameOf)}</del>
                  <ins>{said(field, one.after?.[field], nameOf)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </span>
    </li>
  );
}

const differs = (one: Line, field: string): boolean =>
  JSON.stringify(one.before?.[field] ?? null) !== JSON.stringify(one.after?.[field] ?? null);
