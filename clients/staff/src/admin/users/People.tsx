// The list of accounts at the left, the chosen one's form at the right. What was changed and not saved stays with its row.

import { type ReactNode, useMemo, useState } from "react";
import type { Row } from "../api.ts";
import { type Item, List } from "../List.tsx";
import type { Account, Listed } from "./api.ts";
import { BulkPapers } from "./Papers.tsx";
import { Person } from "./Person.tsx";
import { nameOfRole } from "./said.ts";
import { tagsOf } from "./tags.ts";
import { USERS } from "./words.ts";

export const NEW = "new";

interface Props {
  listed: Listed;
  again: () => void;
}

export function People({ listed, again }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Account>>>({});
  const users = useMemo(() => new Map(listed.users.map((one) => [one.clerk, one])), [listed]);
  const rows = useMemo(
    () => [
      ...(drafts[NEW] ? [{ id: NEW, row: rowOf(drafts[NEW], "") }] : []),
      ...listed.users.map((one) => ({
        id: one.clerk,
        row: rowOf(drafts[one.clerk] ?? one.account, tagsOf(one, listed).join(" ")),
      })),
    ],
    [listed, drafts],
  );
  const keep = (id: string, account: Account | null): void => {
    const { [id]: _, ...others } = drafts;
    setDrafts(account ? { ...others, [id]: account } : others);
  };
  const itemOf = ({ id, row }: { id: string; row: Row }): Item => {
    const user = users.get(id);
    return {
      id,
      row,
      title: row.name || USERS.new,
      sub: [row.department, row.roles].filter(Boolean).join("・"),
      staffOnly: false,
      level: null,
      fresh: false,
      unsaved: id in drafts,
      changed: false,
      shownId: row.login || "－",
      tags: user ? tagsOf(user, listed) : [],
    };
  };
  const make = (): void => {
    if (!drafts[NEW]) keep(NEW, blank(listed));
    setChosen(NEW);
    requestAnimationFrame(() => document.getElementById("user-login")?.focus());
  };
  const user = chosen && chosen !== NEW ? (users.get(chosen) ?? null) : null;
  const account = chosen ? (drafts[chosen] ?? user?.account ?? null) : null;
  return (
    <>
      <List
        kind={USERS.title}
        rows={rows}
        itemOf={itemOf}
        chosen={chosen}
        onChoose={setChosen}
        onEnter={() => document.querySelector<HTMLElement>(".admin-form input")?.focus()}
        onMake={make}
        ordered={false}
        foot={<BulkPapers listed={listed} onDone={again} />}
      />
      <section className="admin-form" data-testid="form">
        {account && chosen ? (
          <Person
            key={`${chosen} ${user?.rev ?? 0}`}
            listed={listed}
            user={user}
            account={account}
            draft={drafts[chosen] ?? null}
            onDraft={(next) => keep(chosen, next)}
            onSaved={(clerk) => {
              keep(chosen, null);
              setChosen(clerk);
              again();
            }}
            again={again}
          />
        ) : (
          <Nothing />
        )}
      </section>
    </>
  );
}

const Nothing = (): ReactNode => (
  <div className="admin-empty">
    <b>{USERS.none}</b>
    {USERS.noneNow}
  </div>
);

const rowOf = (account: Account, tags: string): Row => ({
  login: account.login,
  name: account.name,
  kana: account.kana,
  department: account.department,
  roles: account.roles.map(nameOfRole).join("・"),
  tags,
});

const blank = (listed: Listed): Account => ({
  login: "",
  name: "",
  kana: "",
  sort: "staff",
  department: "",
  department_code: "",
  roles: ["clerk"],
  sees: [],
  teams: [],
  offices: [],
  groups: [],
  rights: [],
  valid_from: listed.today,
  valid_to: null,
  disabled: false,
  subject: "",
});
