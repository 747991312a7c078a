// One account: what it is and may do, from when; its planned changes; its log-in. Saved as a whole, at once or for a day.

import { No, reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouse, useHouseState, useKeys } from "../../hooks.ts";
import type { Fault } from "../api.ts";
import { FaultLine } from "../parts/Fault.tsx";
import { type Account, faultsOf, type Listed, type User, usersApi } from "./api.ts";
import { Choices, Days, Line, Text } from "./fields.tsx";
import { namesOf } from "./grants.ts";
import { History } from "./History.tsx";
import { LogIn } from "./LogIn.tsx";
import { Rights } from "./Rights.tsx";
import { said } from "./said.ts";
import { USERS } from "./words.ts";

interface Props {
  listed: Listed;
  /** Null: not made yet. */
  user: User | null;
  account: Account;
  /** What was changed and not saved. */
  draft: Account | null;
  onDraft: (next: Account | null) => void;
  onSaved: (clerk: string) => void;
  again: () => void;
}

export function Person({ listed, user, account, draft, onDraft, onSaved, again }: Props) {
  const house = useHouse();
  const { catalog } = useHouseState();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const [later, setLater] = useState(false);
  const [day, setDay] = useState("");
  const [busy, setBusy] = useState(false);
  const sent = catalog!.sent.house;
  const set = (change: Partial<Account>): void => onDraft({ ...account, ...change });
  const because = busy ? USERS.saving : !draft ? USERS.unchanged : later && !day ? USERS.dayNeeded : null;

  async function save(): Promise<void> {
    if (because) return;
    setBusy(true);
    try {
      const clerk = user
        ? (await usersApi.save(user.clerk, account, user.rev, later ? day : null)).clerk
        : (await usersApi.make(account)).clerk;
      house.notice(
        later ? { tone: "kept", what: USERS.planned(day) } : { tone: "kept", what: USERS.saved, now: USERS.savedNow },
      );
      onSaved(clerk);
    } catch (no) {
      const found = no instanceof No ? faultsOf(no.more) : [];
      setFaults(found);
      setRefused(found.length ? null : reasonOf(no));
      setBusy(false);
      document.getElementById(`user-${found[0]?.column}`)?.focus();
    }
  }
  useKeys({ "Ctrl+s": () => void save() });
  const of = (field: string): Fault[] => faults.filter((one) => one.column === field);
  const line = (field: keyof Account, children: ReactNode, grouped = false) => (
    <Line field={field} faults={of(field)} grouped={grouped}>
      {children}
    </Line>
  );
  const text = (field: "login" | "name" | "kana" | "department" | "department_code" | "subject", list?: string[]) =>
    line(field, <Text field={field} value={account[field]} wrong={of(field).length > 0} list={list} onChange={set} />);
  const choices = (field: "roles" | "sees" | "teams" | "offices" | "groups", options: [string, string][]) =>
    line(field, <Choices field={field} options={options} value={account[field]} onChange={set} />, true);

  return (
    <>
      <header className="form-head">
        <h2>
          {account.name || USERS.new} {user && <span className="row-id">{user.account.login}</span>}
        </h2>
        {draft && user && (
          <Button tone="plain" small onPress={() => onDraft(null)}>
            {USERS.undo}
          </Button>
        )}
        <Button tone="main" keys="Ctrl S" testId="user-save" because={because} onPress={() => void save()}>
          {USERS.save}
        </Button>
      </header>
      {faults.length > 0 && <Band tone="look" what={USERS.wrong(faults.length)} testId="user-wrong" />}
      {refused && <Refused reason={refused} again={again} />}
      {user && <Plans listed={listed} clerk={user.clerk} again={again} />}
      <div className="columns">
        {text("login")}
        {text("name")}
        {text("kana")}
        {line(
          "sort",
          <Choices
            field="sort"
            one
            options={USERS.sorts}
            value={[account.sort]}
            onChange={(next) => set({ sort: next.sort?.[0] ?? "staff" })}
          />,
          true,
        )}
        {text("department", listed.departments)}
        {text("department_code")}
        {choices("roles", USERS.roles)}
        {choices(
          "offices",
          sent.offices.map((one) => [one.office, one.name]),
        )}
        {choices("sees", USERS.sees)}
        {listed.teams.length > 0 &&
          choices(
            "teams",
            listed.teams.map((one) => [one.team, one.name]),
          )}
        {choices("groups", [...new Map(sent.counters.map((one) => [one.group, one.name]))])}
        {line(
          "rights",
          <Rights listed={listed} rights={account.rights} onChange={(rights) => set({ rights })} />,
          true,
        )}
        {line(
          "valid_from",
          <Days field="valid_from" value={account.valid_from} onChange={(one) => set({ valid_from: one })} />,
        )}
        {line(
          "valid_to",
          <Days field="valid_to" value={account.valid_to ?? ""} onChange={(one) => set({ valid_to: one || null })} />,
        )}
        {text("subject")}
        {line(
          "disabled",
          <label className="one-choice">
            <input
              type="checkbox"
              id="user-disabled"
              data-testid="user-disabled"
              checked={account.disabled}
              onChange={(event) => set({ disabled: event.target.checked })}
            />
            {USERS.disabled}
          </label>,
          true,
        )}
      </div>
      {user && (
        <fieldset className="when plain-set">
          <legend>{USERS.from}</legend>
          <label className="one-choice">
            <input type="radio" name="when" checked={!later} onChange={() => setLater(false)} />
            {USERS.now}
          </label>
          <label className="one-choice">
            <input type="radio" name="when" data-testid="user-later" checked={later} onChange={() => setLater(true)} />
            {USERS.onDay}
          </label>
          {later && (
            <input
              type="date"
              className="input"
              aria-label={USERS.day}
              data-testid="user-day"
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </fieldset>
      )}
      {user && <LogIn listed={listed} user={user} again={again} />}
      {user && <History clerk={user.clerk} listed={listed} />}
    </>
  );
}

function Refused({ reason, again }: { reason: string; again: () => void }) {
  const overtaken = reason === "overtaken";
  const { what, now } = sentence(reason);
  return (
    <Band
      tone="look"
      what={overtaken ? USERS.overtaken : what}
      now={overtaken ? USERS.overtakenNow : now}
      testId="user-refused"
    >
      {overtaken && (
        <Button small onPress={again}>
          {USERS.reread}
        </Button>
      )}
    </Band>
  );
}

/** What will change, and when; taken back by one press. */
function Plans({ listed, clerk, again }: { listed: Listed; clerk: string; again: () => void }) {
  const plans = listed.plans.filter((one) => one.clerk === clerk);
  const [wrong, setWrong] = useState("");
  const { sent } = useHouseState().catalog!;
  if (plans.length === 0) return null;
  const withdraw = (plan: number): void => {
    usersApi.withdraw(plan).then(again, (no) => setWrong(sentence(reasonOf(no)).what));
  };
  return (
    <section className="plans" data-testid="plans">
      <h3 className="small-head">{USERS.plans}</h3>
      {plans.map((one) => (
        <div className="plan" key={one.plan}>
          <b className="nowrap">{USERS.begins(one.day)}</b>
          <dl>
            {Object.entries(one.changes).map(([field, value]) => (
              <div key={field}>
                <dt>{USERS.fields[field] ?? field}</dt>
                <dd>{said(field, value, namesOf(sent, listed))}</dd>
              </div>
            ))}
          </dl>
          <Button tone="plain" small testId={`withdraw-${one.plan}`} onPress={() => withdraw(one.plan)}>
            {USERS.withdraw}
          </Button>
        </div>
      ))}
      {wrong && <FaultLine fault={{ table: "", id: "", column: "", text: wrong, level: "error" }} />}
    </section>
  );
}
