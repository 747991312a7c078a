import type { Rows } from "@madoguchi/shared/lines.ts";
import { type City, type House, isCounted, officeName } from "../city.ts";
import { peopleIn } from "../hall/lines.ts";
import { Plain } from "../Plain.tsx";
import { refusal, words } from "../words.ts";
import { type Given, type Happening, STAYS_MS } from "./desk.ts";

/** What one may come for, as large buttons, with how many wait. */
export function Services({ city, office, rows, onPress }: ServicesProps) {
  const services = city.house.services.filter((one) => one.office === office);
  const place = words.place(city.name, officeName(city.house, office));
  return (
    <>
      <header className="desk-head">
        <h1>
          <Plain text={words.number.title} />
        </h1>
        <p>
          <Plain text={words.number.lead} />
          <span lang="en">{words.number.english}</span>
        </p>
        <span className="desk-place">
          {place.city} {place.office}
        </span>
      </header>
      {services.length === 0 && (
        <p className="desk-word">
          <Plain text={words.number.noServices} />
        </p>
      )}
      <main className={services.length > 12 ? "services is-many" : "services"}>
        {services.map((one) => (
          <button
            type="button"
            key={one.service}
            data-testid={`service-${one.service}`}
            onClick={() => onPress(one.service)}
          >
            <ServiceName name={one.name} />
            {isCounted(city.house, office, one.line) && <Ahead people={peopleIn(one.line, rows.values())} />}
          </button>
        ))}
      </main>
    </>
  );
}

interface ServicesProps {
  city: City;
  office: string;
  rows: Rows;
  onPress: (service: string) => void;
}

/** 引越し（転入・転居・転出）: the name large, what stands in brackets below it. */
function ServiceName({ name }: { name: string }) {
  const [, title, more] = /^(.+?)（(.+)）$/.exec(name) ?? [null, name, ""];
  return (
    <span className="service-name">
      {title}
      {more && <small>{more}</small>}
    </span>
  );
}

function Ahead({ people }: { people: number }) {
  return <span className="service-ahead">{people > 0 ? words.number.ahead(people) : words.number.none}</span>;
}

export function Waiting() {
  return (
    <main className="desk-word" role="status">
      <Plain text={words.number.asking} />
    </main>
  );
}

export function GivenNumber({ city, office, given, since, clock, tell }: GivenProps) {
  const seconds = Math.max(1, Math.ceil((since + STAYS_MS - clock) / 1_000));
  return (
    <main className="given" role="status">
      <p className="given-head">
        <Plain text={words.number.given} /> <span lang="en">{words.number.givenEnglish}</span>
      </p>
      <span className="ticket" data-testid="given-number">
        {given.number}
      </span>
      <p className="given-line">{lineName(city.house, office, given.line)}</p>
      {given.ahead !== null && (
        <p className="given-ahead">
          <Plain text={given.ahead > 0 ? words.number.before(given.ahead) : words.number.first} />
        </p>
      )}
      <p>
        <Plain text={words.number.take} />
      </p>
      <p lang="en">{words.number.takeEnglish}</p>
      <p className="given-note">
        <Plain text={words.number.unprinted} />
      </p>
      <button type="button" className="desk-back" onClick={() => tell({ what: "again" })}>
        <span>
          <Plain text={words.number.backNow} />
        </span>
        <small>{words.number.back(seconds)}</small>
      </button>
    </main>
  );
}

interface GivenProps {
  city: City;
  office: string;
  given: Given;
  since: number;
  clock: number;
  tell: (it: Happening) => boolean;
}

export function NoNumber({ reason, onBack }: { reason: string | null; onBack?: () => void }) {
  const { what, now } = refusal(reason);
  return (
    <main className="desk-word" role="alert" data-testid="no-number">
      <h1>
        <Plain text={what} />
      </h1>
      <p>
        <Plain text={now} />
      </p>
      {onBack && (
        <button type="button" className="desk-back" onClick={onBack}>
          <span>
            <Plain text={words.number.backNow} />
          </span>
        </button>
      )}
    </main>
  );
}

function lineName(house: House, office: string, line: string): string {
  return house.lines.find((one) => one.office === office && one.line === line)?.name ?? "";
}
