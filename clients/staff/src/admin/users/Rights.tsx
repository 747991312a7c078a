// 権限をしぼる: grants, each with what it allows. One kind at a time is added; an unknown target stays and says so.

import { useState } from "react";
import { useHouseState } from "../../hooks.ts";
import { Combo } from "../parts/Combo.tsx";
import type { Listed } from "./api.ts";
import { type Grant, grantOf, nameOf, targetsOf, textOf } from "./grants.ts";
import { USERS } from "./words.ts";

const words = USERS.rights;

interface Props {
  listed: Listed;
  rights: string[];
  onChange: (rights: string[]) => void;
}

export function Rights({ listed, rights, onChange }: Props) {
  const { catalog } = useHouseState();
  const [what, setWhat] = useState("item");
  const sent = catalog!.sent;
  const grants = rights.map(grantOf);
  const put = (at: number, grant: Grant | null): void =>
    onChange(rights.flatMap((text, place) => (place !== at ? [text] : grant ? [textOf(grant)] : [])));
  return (
    <div className="grants" data-testid="rights">
      {grants.length === 0 && <p className="note">{words.none}</p>}
      {grants.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.of}</th>
              {words.deeds.map(([letter, name]) => (
                <th scope="col" className="grant-deed" key={letter}>
                  {name}
                </th>
              ))}
              <th>
                <span className="unseen">{words.remove("")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {grants.map((grant, at) => {
              const name = nameOf(grant, sent, listed);
              return (
                <tr key={`${grant.what}:${grant.of}`}>
                  <td className="nowrap">{words.what[grant.what] ?? grant.what}</td>
                  <td>{name}</td>
                  {words.deeds.map(([letter, deed]) => (
                    <td className="grant-deed" key={letter}>
                      <input
                        type="checkbox"
                        aria-label={`${name} ${deed}`}
                        data-testid={`grant-${grant.of}-${letter}`}
                        checked={grant.deeds.includes(letter)}
                        onChange={() => put(at, { ...grant, deeds: toggled(grant.deeds, letter) })}
                      />
                    </td>
                  ))}
                  <td>
                    <button
                      type="button"
                      className="tool"
                      aria-label={words.remove(name)}
                      onClick={() => put(at, null)}
                    >
                      ×
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className="grant-add">
        <select
          className="input"
          aria-label={words.kind}
          data-testid="grant-what"
          value={what}
          onChange={(event) => setWhat(event.target.value)}
        >
          {Object.entries(words.what).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
        <Combo
          key={what}
          label={words.add}
          placeholder={words.add}
          testId="grant-of"
          options={targetsOf(what, sent, listed).filter(
            (one) => !grants.some((grant) => grant.what === what && grant.of === one.value),
          )}
          onPick={(of) => onChange([...rights, textOf({ what, of, deeds: "r" })])}
        />
      </div>
    </div>
  );
}

/** The last deed stays: a right to nothing is taken away as a whole. */
function toggled(deeds: string, letter: string): string {
  const next = deeds.includes(letter) ? deeds.replace(letter, "") : deeds + letter;
  return next || deeds;
}
