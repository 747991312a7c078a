import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { useCase, useKeys, useTop } from "../hooks.ts";
import type { Beside, Laid, Split } from "./api.ts";
import { whoIs } from "./person.ts";
import { K } from "./words.ts";

interface WhoseProps {
  id: string;
  laid: Laid;
  split: Split | null;
  busy: boolean;
  onSplit: (split: Split | null) => void;
  onChoose: (person: string | null) => void;
  onAway: () => void;
  onClose: () => void;
}

const DIGITS = 9;

/** Everybody in the case by a figure, somebody new by N. Who is known by the card stands first and has the focus. */
export function Whose({ id, laid, split, busy, onSplit, onChoose, onAway, onClose }: WhoseProps) {
  const state = useCase(id);
  const first = laid.persons[0];
  const offersFirst = first !== undefined && !first.another;
  const turn = (to: Split) => () => laid.parts[to] && onSplit(split === to ? null : to);
  useTop(onClose);
  const keys = {
    ...Object.fromEntries(laid.persons.slice(0, DIGITS).map((one, at) => [`${at + 1}`, () => onChoose(one.person)])),
    n: () => onChoose(null),
    o: turn("old"),
    w: turn("new"),
  };
  useKeys(keys, true);
  return (
    <>
      <ul className="hits card-whose" aria-label={K.title}>
        {laid.persons.map((one, at) => {
          const { name, roles } = whoIs(state, id, one.person);
          return (
            <li key={one.person}>
              <button
                type="button"
                className="qrow"
                data-testid={`card-person-${at + 1}`}
                // biome-ignore lint/a11y/noAutofocus: who is known by the card is one Enter away
                autoFocus={at === 0 && offersFirst}
                onClick={() => onChoose(one.person)}
              >
                <kbd>{at < DIGITS ? at + 1 : ""}</kbd>
                <span className="grow">
                  <b>{name}</b>{" "}
                  {roles.map((role) => (
                    <Tag key={role}>{role}</Tag>
                  ))}
                </span>
                <Standing one={one} />
              </button>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            className="qrow"
            data-testid="card-person-new"
            // biome-ignore lint/a11y/noAutofocus: as above, when nobody is meant
            autoFocus={!offersFirst}
            onClick={() => onChoose(null)}
          >
            <kbd>N</kbd>
            <b className="grow">{laid.persons.length === 0 ? K.first : K.fresh}</b>
          </button>
        </li>
      </ul>
      <SplitTo laid={laid} split={split} onSplit={onSplit} />
      <p className="note" aria-live="polite">
        {busy && K.going}
      </p>
      <div className="deeds">
        <Button tone="plain" keys="Esc" onPress={onClose}>
          {K.later}
        </Button>
        <Button tone="plain" testId="card-away" onPress={onAway}>
          {K.throwAway}
        </Button>
      </div>
    </>
  );
}

function Standing({ one }: { one: Beside }) {
  const differs = Object.keys(one.differs).length;
  return (
    <span className="line">
      {one.same && <Tag tone="kept">{K.same}</Tag>}
      {one.another && <Tag tone="danger">{K.another}</Tag>}
      {!one.another && differs > 0 && <Tag tone="look">{K.differs(differs)}</Tag>}
      {one.fills.length > 0 && <Tag>{K.fills(one.fills.length)}</Tag>}
      {differs === 0 && one.fills.length === 0 && <Tag>{K.nothing}</Tag>}
    </span>
  );
}

/** The address in its parts, into the former or the new address of the case; the line itself stays with the person. */
function SplitTo({ laid, split, onSplit }: Pick<WhoseProps, "laid" | "split" | "onSplit">) {
  const shown = Object.values(laid.parts.old ?? laid.parts.new ?? {});
  if (shown.length === 0) return null;
  const places: [Split | null, string, string][] = [
    [null, K.splitNot, ""],
    ["old", K.splitTo.old, "O"],
    ["new", K.splitTo.new, "W"],
  ];
  return (
    <fieldset className="plain-set card-split">
      <legend>{K.split}</legend>
      <p className="note">{shown.join(" ／ ")}</p>
      <span className="line">
        {places.map(([to, label, key]) => (
          <label key={label} className="card-split-to">
            <input
              type="radio"
              name="card-split"
              data-testid={`card-split-${to ?? "not"}`}
              checked={split === to}
              onChange={() => onSplit(to)}
            />
            {label} {key && <kbd>{key}</kbd>}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
