// One flag: who belongs to it, where they live, its period. Saved as a whole over the version that was on the screen.

import { reasonOf } from "@madoguchi/shared/http.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { sentence } from "@madoguchi/shared/words.ts";
import { type ReactNode, useState } from "react";
import { useHouse, useHouseState, useKeys } from "../../hooks.ts";
import { type Flag, flagsApi, type Known, type Setting } from "./api.ts";
import { Kins } from "./Kins.tsx";
import { Lift } from "./Lift.tsx";
import { FLAGS } from "./words.ts";

interface Props {
  /** Null: not made yet. */
  flag: Flag | null;
  known: Known;
  /** What is to be chosen now. */
  onDone: (flag: string | null) => void;
}

export function FlagForm({ flag, known, onDone }: Props) {
  const house = useHouse();
  const [kept] = useState<Setting>(() => settingOf(flag, known));
  const [now, setNow] = useState(kept);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const because = busy ? FLAGS.saving : missing(now, kept);
  const put = (more: Partial<Setting>): void => setNow({ ...now, ...more });
  const know = (more: Partial<Known>): void => put({ known: { ...now.known, ...more } });

  async function save(): Promise<void> {
    if (because) return;
    setBusy(true);
    try {
      const addresses = now.known.addresses.map((one) => one.trim()).filter(Boolean);
      const { flag: id } = await flagsApi.set({ ...now, known: { ...now.known, addresses } });
      house.notice({ tone: "kept", what: FLAGS.saved, now: FLAGS.savedNow });
      onDone(id);
    } catch (no) {
      setRefused(reasonOf(no));
      setBusy(false);
    }
  }
  useKeys({ "Ctrl+s": () => void save() });
  return (
    <>
      <header className="form-head">
        <h2>{now.known.persons[0]?.name || FLAGS.new}</h2>
        {flag && <Deeds flag={flag} onDone={onDone} />}
        <Button tone="main" keys="Ctrl S" testId="flag-save" because={because} onPress={() => void save()}>
          {FLAGS.save}
        </Button>
      </header>
      {refused && (
        <Band tone="look" what={sentence(refused).what} now={sentence(refused).now} testId="flag-refused">
          {refused === "overtaken" && (
            <Button small onPress={() => onDone(flag?.flag ?? null)}>
              {FLAGS.readAgain}
            </Button>
          )}
        </Band>
      )}
      <div className="columns">
        <Line id="flag-number" label={FLAGS.number}>
          <input
            id="flag-number"
            data-testid="flag-number"
            className="input day"
            inputMode="numeric"
            autoComplete="off"
            disabled={flag !== null}
            value={now.known.number}
            onChange={(event) => know({ number: event.target.value.trim() })}
          />
        </Line>
        <Line label={FLAGS.state}>
          <div className="some">
            {FLAGS.states.map(([state, name]) => (
              <label className="one-choice" key={state}>
                <input
                  type="radio"
                  name="flag-state"
                  data-testid={`flag-state-${state}`}
                  checked={now.state === state}
                  onChange={() => put({ state })}
                />
                {name}
              </label>
            ))}
          </div>
        </Line>
        <Line id="flag-begins" label={FLAGS.begins}>
          <input
            id="flag-begins"
            data-testid="flag-begins"
            type="date"
            className="input day"
            value={now.begins}
            onChange={(event) => put({ begins: event.target.value })}
          />
        </Line>
        <Line id="flag-ends" label={FLAGS.ends} help={FLAGS.endsHelp}>
          <input
            id="flag-ends"
            data-testid="flag-ends"
            type="date"
            className="input day"
            value={now.ends}
            onChange={(event) => put({ ends: event.target.value })}
          />
        </Line>
        <Line label={FLAGS.persons} help={FLAGS.personsHelp}>
          <Kins persons={now.known.persons} onChange={(persons) => know({ persons })} />
        </Line>
        <Line id="flag-addresses" label={FLAGS.addresses} help={FLAGS.addressesHelp}>
          <textarea
            id="flag-addresses"
            data-testid="flag-addresses"
            className="input"
            rows={3}
            value={now.known.addresses.join("\n")}
            onChange={(event) => know({ addresses: event.target.value.split("\n") })}
          />
        </Line>
      </div>
    </>
  );
}

/** What the two do who lift it: the first asks, another one lifts. */
function Deeds({ flag, onDone }: { flag: Flag; onDone: (flag: string | null) => void }) {
  const mine = useHouseState().me?.clerk === flag.asked_by;
  const [open, setOpen] = useState(false);
  if (mine) {
    return (
      <span className="note" data-testid="flag-asked">
        {FLAGS.askedByMe}
      </span>
    );
  }
  return (
    <>
      <Button tone="plain" small keys="Alt U" testId="flag-lift" onPress={() => setOpen(true)}>
        {flag.asked_by ? FLAGS.lift : FLAGS.ask}
      </Button>
      <Opens onOpen={() => setOpen(true)} />
      {open && <Lift flag={flag} onDone={onDone} onClose={() => setOpen(false)} />}
    </>
  );
}

function Opens({ onOpen }: { onOpen: () => void }): null {
  useKeys({ "Alt+u": onOpen });
  return null;
}

const Line = ({ id, label, help, children }: { id?: string; label: string; help?: string; children: ReactNode }) => (
  <div className="column" {...(id ? {} : { role: "group", "aria-label": label })}>
    {id ? <label htmlFor={id}>{label}</label> : <span className="column-name">{label}</span>}
    <div className="column-in">
      {children}
      {help && <p className="note">{help}</p>}
    </div>
  </div>
);

const settingOf = (flag: Flag | null, known: Known): Setting => ({
  known,
  state: flag?.state ?? "provisional",
  begins: flag?.begins ?? "",
  ends: flag?.ends ?? "",
  base: flag?.version ?? 0,
});

/** Why it cannot be saved now. */
function missing(now: Setting, kept: Setting): string | null {
  const first = now.known.persons[0];
  if (JSON.stringify(now) === JSON.stringify(kept)) return FLAGS.unchanged;
  if (!/^\d+$/.test(now.known.number)) return FLAGS.numberNeeded;
  if (!first || !(first.name.trim() || first.kana.trim())) return FLAGS.nameNeeded;
  return now.begins ? null : FLAGS.beginsNeeded;
}
