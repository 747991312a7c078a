import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import type { Kin } from "./api.ts";
import { FLAGS } from "./words.ts";

const PARTS = ["name", "kana", "birth"] as const;

interface Props {
  persons: Kin[];
  onChange: (persons: Kin[]) => void;
}

/** Who belongs to a flag; the first one is whom it is about. */
export function Kins({ persons, onChange }: Props) {
  const put = (at: number, more: Partial<Kin>): void =>
    onChange(persons.map((one, place) => (place === at ? { ...one, ...more } : one)));
  const add = (): void => {
    onChange([...persons, { kind: "together", name: "", kana: "", birth: "" }]);
    requestAnimationFrame(() => document.getElementById(`kin-${persons.length}-name`)?.focus());
  };
  return (
    <>
      <table className="table kins" data-testid="kins">
        <thead>
          <tr>
            <th scope="col">{FLAGS.kind}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {FLAGS[part]}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {persons.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={at}>
              <td>
                <select
                  className="input"
                  aria-label={FLAGS.kind}
                  data-testid={`kin-${at}-kind`}
                  disabled={at === 0}
                  value={one.kind}
                  onChange={(event) => put(at, { kind: event.target.value })}
                >
                  {FLAGS.kinds
                    .filter(([kind]) => (kind === "self") === (at === 0))
                    .map(([kind, name]) => (
                      <option key={kind} value={kind}>
                        {name}
                      </option>
                    ))}
                </select>
              </td>
              {PARTS.map((part) => (
                <td key={part}>
                  <input
                    id={`kin-${at}-${part}`}
                    data-testid={`kin-${at}-${part}`}
                    type={part === "birth" ? "date" : "text"}
                    className="input"
                    autoComplete="off"
                    aria-label={FLAGS[part]}
                    value={one[part]}
                    onChange={(event) => put(at, { [part]: event.target.value })}
                  />
                </td>
              ))}
              <td>
                {at > 0 && (
                  <button
                    type="button"
                    className="btn btn-plain btn-s"
                    aria-label={FLAGS.dropPerson(one.name)}
                    data-testid={`kin-${at}-drop`}
                    onClick={() => onChange(persons.filter((_, place) => place !== at))}
                  >
                    <Icon name="cross" small />
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button tone="plain" small testId="kin-add" onPress={add}>
        {FLAGS.addPerson}
      </Button>
    </>
  );
}
