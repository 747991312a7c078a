import { dayOf } from "@madoguchi/shared/clock.ts";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Wrong } from "@madoguchi/shared/parts/Wrong.tsx";
import { admitValue } from "@madoguchi/shared/rules/fields.ts";
import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import type { Answer } from "@madoguchi/shared/wire.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { useRef, useState } from "react";
import { useHouse, useHouseState } from "../hooks.ts";
import type { Appointment } from "./api.ts";
import { services, spokenWhen } from "./days.ts";
import { Places, type When } from "./Places.tsx";
import { B } from "./words.ts";

const ITEMS = ["m_name", "m_kana", "m_tel", "m_birth"] as const;
type Item = (typeof ITEMS)[number];
type Said = Partial<Record<Item | "when" | "deed", string>>;

interface BookProps {
  office: string;
  onBack: () => void;
  onMade: () => void;
  onPrepare: (one: Pick<Appointment, "case"> & Appointment) => void;
}

/** A new appointment, by telephone: for what, when, who; its number is said at the end. */
export function Book({ office, onBack, onMade, onPrepare }: BookProps) {
  const { catalog } = useHouseState();
  const house = useHouse();
  const offered = services(catalog!, office);
  const [service, setService] = useState(offered[0]?.service ?? "");
  const [when, setWhen] = useState<When | null>(null);
  const [who, setWho] = useState<Partial<Record<Item, string>>>({});
  const [note, setNote] = useState("");
  const [said, setSaid] = useState<Said>({});
  const [asked, setAsked] = useState(0);
  const [made, setMade] = useState<Answer | null>(null);
  const busy = useRef(false);

  /** What was typed as the sheet takes it; null where it does not. */
  function admitted(): Record<string, string> | null {
    const wrong: Said = {};
    const found: Record<string, string> = {};
    for (const key of ITEMS) {
      const typed = who[key]?.trim();
      const item = catalog!.item(key);
      if (!typed || !item) continue;
      try {
        found[key] = String(admitValue(item, typed, dayOf(house.now())));
      } catch (no) {
        if (!(no instanceof Refused)) throw no;
        const { what, now } = sentence(no.reason);
        wrong[key] = what + (now ?? "");
      }
    }
    if (!when) wrong.when = B.needWhen;
    if (!who.m_name?.trim() && !who.m_kana?.trim()) wrong.m_name = B.needWho;
    setSaid(wrong);
    const first = ITEMS.find((key) => wrong[key]);
    if (first) document.getElementById(`booking-${first}`)?.focus();
    return Object.keys(wrong).length > 0 ? null : found;
  }

  async function make(): Promise<void> {
    const found = admitted();
    if (!found || !when || busy.current) return;
    busy.current = true;
    const answer = await house.move({ kind: "book", service, ...when, who: found, note: note.trim() });
    busy.current = false;
    if (answer.result === "done") {
      setMade(answer);
      onMade();
    } else {
      const { what, now } = sentence(answer.reason);
      setSaid({ deed: what + (now ?? "") });
    }
    setAsked((times) => times + 1);
  }

  function another(): void {
    setMade(null);
    setWhen(null);
    setWho({});
    setNote("");
    setSaid({});
  }

  if (offered.length === 0) {
    return (
      <>
        <p className="grow">
          <b>{B.nobody}</b>
        </p>
        <Foot onBack={onBack} />
      </>
    );
  }
  if (made?.row) return <Made answer={made} onAnother={another} onBack={onBack} onPrepare={onPrepare} />;
  return (
    <>
      <div className="grow booking-form" data-testid="booking-form">
        <h3>{B.book}</h3>
        <label className="booking-line">
          <span>{B.service}</span>
          <select
            className="input"
            data-testid="booking-service"
            // biome-ignore lint/a11y/noAutofocus: whoever presses Alt+N goes on with the keyboard
            autoFocus
            value={service}
            onChange={(event) => {
              setService(event.target.value);
              setWhen(null);
            }}
          >
            {offered.map((one) => (
              <option key={one.service} value={one.service}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <Places service={service} when={when} asked={asked} onChoose={setWhen} />
        <Wrong says={said.when} />
        <fieldset className="plain-set booking-who">
          <legend>{B.who}</legend>
          {ITEMS.map((key) => (
            <label key={key} className="booking-line">
              <span>{catalog!.label(key)}</span>
              <span className="with-say">
                <input
                  id={`booking-${key}`}
                  className={said[key] ? "input is-wrong" : "input"}
                  data-testid={`booking-${key}`}
                  autoComplete="off"
                  spellCheck={false}
                  aria-invalid={said[key] ? true : undefined}
                  inputMode={key === "m_tel" ? "numeric" : undefined}
                  value={who[key] ?? ""}
                  onChange={(event) => setWho({ ...who, [key]: event.target.value })}
                />
                {said[key] && (
                  <span className="wrong" role="alert">
                    {said[key]}
                  </span>
                )}
              </span>
            </label>
          ))}
          <label className="booking-line booking-wide">
            <span>{B.memo}</span>
            <input
              className="input"
              data-testid="booking-memo"
              autoComplete="off"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
        </fieldset>
        <Wrong says={said.deed} testId="booking-refused" />
      </div>
      <div className="deeds">
        <Button tone="main" grow testId="booking-make" onPress={() => void make()}>
          {when ? `${spokenWhen(Date.parse(`${when.day}T${when.time}:00+09:00`))}　${B.make}` : B.make}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {B.back}
        </Button>
      </div>
    </>
  );
}

function Foot({ onBack }: { onBack: () => void }) {
  return (
    <div className="deeds">
      <span className="grow" />
      <Button tone="plain" keys="Esc" onPress={onBack}>
        {W.back}
      </Button>
    </div>
  );
}

interface MadeProps {
  answer: Answer;
  onAnother: () => void;
  onBack: () => void;
  onPrepare: BookProps["onPrepare"];
}

/** What to say on the telephone now. */
function Made({ answer, onAnother, onBack, onPrepare }: MadeProps) {
  const { catalog } = useHouseState();
  const row = answer.row!;
  const group = catalog!.line(row.office, row.line)?.group ?? "";
  const counter = catalog!.counter(row.office, group);
  const place = `${counter?.floor ?? ""} ${counter?.label ?? ""}（${counter?.name ?? ""}）`;
  return (
    <>
      <div className="grow booking-made" role="status" data-testid="booking-made">
        <p>
          <b>{B.made}</b>
        </p>
        <p className="booking-number" data-testid="booking-number">
          {String(answer.more?.appointment ?? "")}
        </p>
        <p>{B.tell(spokenWhen(row.due ?? 0), place)}</p>
        <p className="note">{B.tellNumber}</p>
      </div>
      <div className="deeds">
        <Button
          tone="main"
          grow
          autoFocus
          testId="made-prepare"
          onPress={() => onPrepare({ case: row.case } as Appointment)}
        >
          {B.prepare}
        </Button>
        <Button tone="plain" testId="made-another" onPress={onAnother}>
          {B.another}
        </Button>
        <Button tone="plain" keys="Esc" onPress={onBack}>
          {B.back}
        </Button>
      </div>
    </>
  );
}
