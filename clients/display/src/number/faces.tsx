import type { Language } from "@madoguchi/shared/catalog.ts";
import type { Rows } from "@madoguchi/shared/lines.ts";
import type { LineWait } from "@madoguchi/shared/wire.ts";
import { type City, type House, isCounted, officeName } from "../city.ts";
import { peopleIn } from "../hall/lines.ts";
import { refusal, words } from "../words.ts";
import { type Given, type Happening, STAYS_MS } from "./desk.ts";
import { type Shut, spokenTime } from "./hours.ts";
import { Languages, Legend, Speak } from "./Speak.tsx";
import { type Minutes, offered, type Said, type Tongue } from "./tongue.ts";

/** What one may come for, as large buttons, with how many wait; under them the languages. */
export function Services({ city, office, rows, spoken, onPress, onSpeak }: ServicesProps) {
  const services = city.house.services
    .filter((one) => one.office === office)
    .map((one) => ({ ...one, said: spoken.called(one.service, one.name) }));
  const place = words.place(city.name, officeName(city.house, office));
  const [title, lead] = [spoken.say("title"), spoken.say("lead")];
  const wanting = [title, lead, ...services.map((one) => one.said)].some((one) => one.untranslated);
  return (
    <>
      <header className="desk-head">
        <h1>
          <Speak said={title} />
        </h1>
        <p>
          <Speak said={lead} />
        </p>
        <span className="desk-place">
          {place.city} {place.office}
        </span>
      </header>
      {services.length === 0 && (
        <p className="desk-word">
          <Speak said={spoken.say("noservices")} />
        </p>
      )}
      <main className={classes("services", services.length > 12 && "is-many", spoken.wordy && "is-wordy")}>
        {services.map((one) => (
          <button
            type="button"
            key={one.service}
            data-testid={`service-${one.service}`}
            onClick={() => onPress(one.service)}
          >
            <ServiceName said={one.said} />
            {isCounted(city.house, office, one.line) && (
              <Ahead people={peopleIn(one.line, rows.values())} spoken={spoken} />
            )}
          </button>
        ))}
      </main>
      {wanting && <Legend spoken={spoken} />}
      <Languages languages={offered(city.words)} spoken={spoken} onChoose={onSpeak} />
    </>
  );
}

interface ServicesProps {
  city: City;
  office: string;
  rows: Rows;
  spoken: Tongue;
  onPress: (service: string) => void;
  onSpeak: (language: Language) => void;
}

function classes(...names: (string | false)[]): string {
  return names.filter(Boolean).join(" ");
}

/** 引越し（転入・転居・転出）: the name large, what stands in brackets below it. */
function ServiceName({ said }: { said: Said }) {
  const [, title, more] = /^(.+?)\s*[（(](.+)[）)]$/.exec(said.text) ?? [null, said.text, ""];
  return (
    <span className="service-name">
      <Speak said={{ ...said, text: title! }} />
      {more && <small lang={said.lang}>{more}</small>}
    </span>
  );
}

function Ahead({ people, spoken }: { people: number; spoken: Tongue }) {
  return (
    <span className="service-ahead">
      <Speak said={people > 0 ? spoken.say("ahead", people) : spoken.say("none")} />
    </span>
  );
}

export function Waiting({ spoken }: { spoken: Tongue }) {
  return (
    <main className="desk-word" role="status">
      <Speak said={spoken.say("asking")} />
    </main>
  );
}

export function GivenNumber({ city, office, given, waits, since, clock, spoken, tell }: GivenProps) {
  const seconds = Math.max(1, Math.ceil((since + STAYS_MS - clock) / 1_000));
  return (
    <main className="given" aria-live="polite">
      <h1 className="given-head">
        <Speak said={spoken.say("given")} />
      </h1>
      <span className="ticket" data-testid="given-number">
        {given.number}
      </span>
      <p className="given-line">
        <Speak said={lineName(city.house, office, given.line, spoken)} />
      </p>
      {given.ahead !== null && (
        <p className="given-ahead">
          <Speak said={given.ahead > 0 ? spoken.say("before", given.ahead) : spoken.say("first")} />
        </p>
      )}
      <Times said={waits.find((one) => one.line === given.line)} spoken={spoken} />
      <p>
        <Speak said={spoken.say("take")} />
      </p>
      <p className="given-note">
        <Speak said={spoken.say("unprinted")} />
      </p>
      <BackButton spoken={spoken} seconds={seconds} onBack={() => tell({ what: "again" })} />
    </main>
  );
}

/** How long until the counter calls, and where papers are handed over later, how long until then. */
function Times({ said, spoken }: { said: LineWait | undefined; spoken: Tongue }) {
  const wait = said?.state === "known" ? spoken.about("wait", minutesOf(said)) : null;
  const handing = said?.handing?.state === "known" ? spoken.about("handing", minutesOf(said.handing)) : null;
  if (!wait && !handing) return null;
  return (
    <p className="given-times" data-testid="given-times">
      {[wait, handing].map((one) => one && <Speak key={one.text} said={one} />)}
    </p>
  );
}

const minutesOf = ({ low = 0, to = null }: Pick<LineWait, "low" | "to">): Minutes => ({ low, to });

interface GivenProps {
  city: City;
  office: string;
  given: Given;
  waits: readonly LineWait[];
  since: number;
  clock: number;
  spoken: Tongue;
  tell: (it: Happening) => boolean;
}

/** Outside of the office's hours: when numbers are given again; the languages can be chosen all the same. */
export function Closed({ city, shut, spoken, onSpeak }: ClosedProps) {
  const title = spoken.say("closed");
  const opens = shut.opens === null ? null : spoken.say("opens", spokenTime(shut.opens, title.lang));
  const help = spoken.say("closedhelp");
  return (
    <>
      <main className="desk-word" role="status" data-testid="number-closed">
        <h1>
          <Speak said={title} />
        </h1>
        {opens && (
          <p className="desk-opens">
            <Speak said={opens} />
          </p>
        )}
        <p>
          <Speak said={help} />
        </p>
      </main>
      {title.untranslated && <Legend spoken={spoken} />}
      <Languages languages={offered(city.words)} spoken={spoken} onChoose={onSpeak} />
    </>
  );
}

interface ClosedProps {
  city: City;
  shut: Shut;
  spoken: Tongue;
  onSpeak: (language: Language) => void;
}

export function NoNumber({ reason, spoken, onBack }: NoNumberProps) {
  return (
    <main className="desk-word" role="alert" data-testid="no-number">
      <h1>
        <Speak said={spoken.say(refusal(reason))} />
      </h1>
      <p>
        <Speak said={spoken.say("help")} />
      </p>
      {onBack && <BackButton spoken={spoken} onBack={onBack} />}
    </main>
  );
}

interface NoNumberProps {
  reason: string | null;
  spoken: Tongue;
  onBack?: () => void;
}

function BackButton({ spoken, seconds, onBack }: { spoken: Tongue; seconds?: number; onBack: () => void }) {
  return (
    <button type="button" className="desk-back" onClick={onBack}>
      <Speak said={spoken.say("backnow")} />
      {seconds !== undefined && (
        <small>
          <Speak said={spoken.say("back", seconds)} />
        </small>
      )}
    </button>
  );
}

function lineName(house: House, office: string, line: string, spoken: Tongue): Said {
  const found = house.lines.find((one) => one.office === office && one.line === line);
  return spoken.called(found?.group ?? line, found?.name ?? "");
}
