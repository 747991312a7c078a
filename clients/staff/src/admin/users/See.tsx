// 見え方: what a user would see at a window, of a chosen case, as names of items only.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type FormEvent, useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { type ItemSeen, type Listed, type Seen, usersApi } from "./api.ts";
import { USERS } from "./words.ts";

const words = USERS.see;

export function See({ listed }: { listed: Listed }) {
  const { catalog } = useHouseState();
  const { windows } = catalog!.sent.house;
  const [user, setUser] = useState(listed.users[0]?.clerk ?? "");
  const [at, setAt] = useState(windows[0]?.window ?? "");
  const [number, setNumber] = useState("");
  const [seen, setSeen] = useState<Seen | null>(null);
  const [wrong, setWrong] = useState("");
  async function ask(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong("");
    try {
      setSeen(await usersApi.see(user, at, number.trim()));
    } catch (no) {
      const { what, now } = sentence(reasonOf(no));
      setSeen(null);
      setWrong(what + (now ?? ""));
    }
  }
  return (
    <section className="admin-page" data-testid="see">
      <PageHead title={USERS.pages.see} lead={words.lead} />
      <form className="see-ask" onSubmit={(event) => void ask(event)}>
        <label>
          <span>{words.who}</span>
          <select
            className="input"
            data-testid="see-who"
            value={user}
            onChange={(event) => setUser(event.target.value)}
          >
            {listed.users.map((one) => (
              <option key={one.clerk} value={one.clerk}>
                {one.account.login} {one.account.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{words.window}</span>
          <select className="input" data-testid="see-window" value={at} onChange={(event) => setAt(event.target.value)}>
            {windows.map((one) => (
              <option key={one.window} value={one.window}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{words.number}</span>
          <input
            className="input"
            data-testid="see-number"
            autoComplete="off"
            placeholder={words.any}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <button type="submit" className="btn btn-main" data-testid="see-go">
          {words.go}
        </button>
      </form>
      <Wrong says={wrong} />
      {seen && <Result seen={seen} />}
    </section>
  );
}

function Result({ seen }: { seen: Seen }) {
  const no = !seen.valid ? words.notValid : !seen.opens ? words.notOpen : !seen.sits ? words.notSit : null;
  return (
    <div data-testid="see-result">
      <Band
        tone={no ? "look" : "info"}
        what={no ?? words.may(seen.name)}
        now={words.forms(seen.forms.length, seen.all_forms)}
      />
      {seen.opens && (
        <div className="see-sections">
          {seen.sections.map((section) => (
            <section key={section.title}>
              <h2 className="small-head">{section.title}</h2>
              <ul>
                {section.items.map((one, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: labels may stand twice
                  <li key={`${one.label}${place}`} className={one.read ? undefined : "is-hidden"}>
                    <span>{one.label}</span>
                    <Tags one={one} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

function Tags({ one }: { one: ItemSeen }) {
  if (!one.read) return <Tag tone="look">{words.hidden(one.why)}</Tag>;
  return (
    <span className="row-tags">
      {!one.write && <Tag>{words.noWrite}</Tag>}
      {!one.print && <Tag>{words.noPrint}</Tag>}
      {one.address && <Tag>{words.address}</Tag>}
    </span>
  );
}
