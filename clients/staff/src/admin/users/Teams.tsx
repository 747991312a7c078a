// グループ: rights that many have. A change is at once a change of everybody in it.

import { No, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { useMemo, useState } from "react";
import { useHouse, useKeys } from "../../hooks.ts";
import type { Fault, Row } from "../api.ts";
import { type Item, List } from "../List.tsx";
import { AskBefore } from "../parts/AskBefore.tsx";
import { faultsOf, type Listed, type Team, usersApi } from "./api.ts";
import { Choices, Line } from "./fields.tsx";
import { Rights } from "./Rights.tsx";
import { said } from "./said.ts";
import { USERS } from "./words.ts";

const words = USERS.teams;
const NEW = "new";
const BLANK: Team = { team: "", name: "", sees: [], rights: [] };

export function Teams({ listed, again }: { listed: Listed; again: () => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useMemo(
    () => listed.teams.map((one) => ({ id: one.team, row: { name: one.name, sees: said("sees", one.sees) } as Row })),
    [listed],
  );
  const members = (team: string): number => listed.users.filter((one) => one.account.teams.includes(team)).length;
  const itemOf = ({ id, row }: { id: string; row: Row }): Item => ({
    id,
    row,
    title: row.name ?? "",
    sub: row.sees ?? "",
    staffOnly: false,
    level: null,
    fresh: false,
    unsaved: false,
    changed: false,
    plain: true,
    tags: [words.members(members(id))],
  });
  const team = chosen === NEW ? BLANK : (listed.teams.find((one) => one.team === chosen) ?? null);
  return (
    <>
      <List
        kind={USERS.pages.teams}
        rows={rows}
        itemOf={itemOf}
        chosen={chosen}
        onChoose={setChosen}
        onEnter={() => document.querySelector<HTMLElement>(".admin-form input")?.focus()}
        onMake={() => setChosen(NEW)}
        ordered={false}
      />
      <section className="admin-form" data-testid="form">
        {team ? (
          <OneTeam
            key={`${team.team} ${JSON.stringify(team)}`}
            listed={listed}
            team={team}
            count={members(team.team)}
            onDone={(id) => {
              setChosen(id);
              again();
            }}
          />
        ) : (
          <div className="admin-empty">
            <b>{listed.teams.length ? USERS.none : words.none}</b>
            {words.noneNow}
          </div>
        )}
      </section>
    </>
  );
}

interface OneProps {
  listed: Listed;
  team: Team;
  count: number;
  onDone: (team: string | null) => void;
}

function OneTeam({ listed, team: kept, count, onDone }: OneProps) {
  const house = useHouse();
  const [team, setTeam] = useState(kept);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const [dropping, setDropping] = useState(false);
  const because = JSON.stringify(team) === JSON.stringify(kept) ? USERS.unchanged : null;
  async function save(): Promise<void> {
    if (because) return;
    try {
      const { team: id } = await usersApi.putTeam(team);
      house.notice({ tone: "kept", what: USERS.saved, now: USERS.savedNow });
      onDone(id);
    } catch (no) {
      const found = no instanceof No ? faultsOf(no.more) : [];
      setFaults(found);
      setRefused(found.length ? null : reasonOf(no));
    }
  }
  useKeys({ "Ctrl+s": () => void save() });
  const of = (field: string): Fault[] => faults.filter((one) => one.column === field);
  return (
    <>
      <header className="form-head">
        <h2>{team.name || words.new}</h2>
        {kept.team && (
          <Button tone="plain" small testId="team-drop" onPress={() => setDropping(true)}>
            {words.drop}
          </Button>
        )}
        <Button tone="main" keys="Ctrl S" testId="team-save" because={because} onPress={() => void save()}>
          {USERS.save}
        </Button>
      </header>
      <p className="note lead">{words.lead}</p>
      {refused && <Band tone="look" what={sentence(refused).what} now={sentence(refused).now} />}
      <div className="columns">
        <Line field="name" faults={of("name")} grouped={false} label={words.name}>
          <input
            type="text"
            id="user-name"
            data-testid="team-name"
            className="input"
            aria-describedby="user-name-help"
            autoComplete="off"
            value={team.name}
            onChange={(event) => setTeam({ ...team, name: event.target.value })}
          />
        </Line>
        <Line field="sees" faults={of("sees")} grouped>
          <Choices
            field="sees"
            options={USERS.sees}
            value={team.sees}
            onChange={(next) => setTeam({ ...team, sees: next.sees ?? [] })}
          />
        </Line>
        <Line field="rights" faults={of("rights")} grouped>
          <Rights listed={listed} rights={team.rights} onChange={(rights) => setTeam({ ...team, rights })} />
        </Line>
      </div>
      {dropping && (
        <AskBefore
          title={words.drop}
          what={words.dropAsk(team.name, count)}
          go={words.drop}
          danger
          testId="team-drop-ask"
          deed={() => usersApi.dropTeam(kept.team)}
          onClose={() => setDropping(false)}
          onDone={() => onDone(null)}
        />
      )}
    </>
  );
}
