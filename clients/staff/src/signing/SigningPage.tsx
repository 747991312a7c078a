// 確認・署名: what the visitor's tablet shows, who has signed which papers, what a change has made void, and what is left for
// paper and for people who are not here.

import { shownValues } from "@madoguchi/shared/caseStore.ts";
import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Icon } from "@madoguchi/shared/parts/Icon.tsx";
import { Tag, type TagTone } from "@madoguchi/shared/parts/signs.tsx";
import { W } from "@madoguchi/shared/words.ts";
import { useState } from "react";
import { personsOf } from "../case/names.ts";
import { Head } from "../desk/LineColumn.tsx";
import { WhyDialog } from "../guidance/WhyDialog.tsx";
import { useCase, useHouse } from "../hooks.ts";
import { ShowOnTablet } from "./ShowOnTablet.tsx";
import { formsIn, isThrough, type Signatory, type Spot, type Standing } from "./standing.ts";
import { useStanding } from "./useStanding.ts";
import { S } from "./words.ts";
import "./signing.css";

const MOST_NAMED = 4;
const TONES: Record<Signatory["state"], TagTone | undefined> = {
  open: undefined,
  void: "look",
  signed: "kept",
  for: "kept",
};

export function SigningPage({ id }: { id: string }) {
  const { standing, failed, again } = useStanding(id);
  return (
    <div className="signing" data-testid="signing">
      <ShowOnTablet id={id} standing={standing} />
      {failed && (
        <Band tone="look" what={S.failed}>
          <Button small onPress={again}>
            {S.retry}
          </Button>
        </Band>
      )}
      {standing === null ? !failed && <p className="note">{S.loading}</p> : <Standings id={id} all={standing} />}
    </div>
  );
}

function Standings({ id, all }: { id: string; all: Standing }) {
  const [forWhom, setForWhom] = useState<Signatory | null>(null);
  const house = useHouse();
  const name = useNames(id);
  const present = (person: string, here: boolean) =>
    house.edit(id, { kind: "set", entries: { [`p.${person}.m_present`]: here } });
  const forms = [...all.changed, ...all.fresh, ...all.agreed];
  if (forms.length === 0) return <Band tone="info" what={S.none} now={S.noneNow} />;
  return (
    <div className="signing-in">
      <Voided all={all} />
      {isThrough(all) && <Band tone="kept" what={S.through} testId="signing-through" />}
      <section>
        <Head name={S.people}>
          <b data-testid="signing-count">{S.count(all.done, all.places)}</b>
        </Head>
        <ul className="signatories">
          {all.signatories.map((one) => (
            <SignatoryRow
              key={one.person}
              one={one}
              name={name(one.person)}
              onSignFor={() => setForWhom(one)}
              onAway={() => present(one.person, false)}
            />
          ))}
        </ul>
      </section>
      <div className="signing-two">
        <section>
          <Head name={S.forms} />
          <ul className="signing-list" data-testid="signing-forms">
            {forms.map((form) => (
              <li key={form.form} data-testid={`agreed-${form.form}`} data-state={form.agreed}>
                <span className="cut grow">{form.name}</span>
                <span className="note nowrap">{S.page(form.pages)}</span>
                {form.missing.length > 0 && <Tag tone="look">{S.lacking(form.missing.length)}</Tag>}
                <Tag {...toneOf(form.agreed)}>{S.agreed[form.agreed]}</Tag>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <Left title={S.paper} lead={S.paperLead} spots={all.paper} name={name} testId="signing-paper" />
          <Left
            title={S.absent}
            lead={S.absentLead}
            spots={all.absent}
            name={name}
            testId="signing-absent"
            onHere={(person) => present(person, true)}
          />
        </section>
      </div>
      {forWhom && <SignForDialog id={id} one={forWhom} name={name(forWhom.person)} onClose={() => setForWhom(null)} />}
    </div>
  );
}

const toneOf = (agreed: keyof typeof S.agreed): { tone?: TagTone } =>
  agreed === "agreed" ? { tone: "kept" } : agreed === "changed" ? { tone: "look" } : {};

/** What a change after signing or agreeing has made void, and what now. */
function Voided({ all }: { all: Standing }) {
  const spots = all.signatories.flatMap((one) => one.spots);
  const voided = formsIn(spots, "void");
  const only = all.changed.map((form) => form.name).filter((form) => !voided.includes(form));
  if (voided.length === 0 && only.length === 0) return null;
  const names = voided.length > 0 ? voided : only;
  const forms = [...all.changed, ...all.fresh, ...all.agreed].filter((form) => names.includes(form.name));
  const items = [...new Set(forms.flatMap((form) => form.changed))];
  const what = voided.length > 0 ? S.voided(listed(names), named(items)) : S.reagree(listed(names), named(items));
  return <Band tone="look" what={what} now={S.voidedNow} testId="signing-void" />;
}

/** Some of what changed; the rest as a number, so that the band stays a sentence. */
const named = (items: readonly string[]): string =>
  items.length === 0
    ? S.content
    : items.slice(0, MOST_NAMED).join("・") + (items.length > MOST_NAMED ? S.others(items.length - MOST_NAMED) : "");

const listed = (names: string[]): string => names.map((name) => `「${name}」`).join("");

interface RowProps {
  one: Signatory;
  name: string;
  onSignFor: () => void;
  /** This person did not come: their places stay empty. */
  onAway: () => void;
}

function SignatoryRow({ one, name, onSignFor, onAway }: RowProps) {
  const left = one.spots.some((spot) => spot.state === "open" || spot.state === "void");
  return (
    <li className="signatory" data-testid={`signatory-${one.person}`} data-state={one.state}>
      <Icon name={left ? "pen" : "check"} small />
      <span className="signatory-who">
        <b className="cut named">{name}</b>
        <Tag {...(TONES[one.state] ? { tone: TONES[one.state]! } : {})}>{S.state[one.state]}</Tag>
      </span>
      <span className="note signatory-what">
        {S.places(one.spots.length)}: {[...new Set(one.spots.map((spot) => spot.name))].join("、")}
      </span>
      {left && (
        <span className="signatory-deeds">
          <Button tone="plain" small testId={`sign-for-${one.person}`} onPress={onSignFor}>
            {S.signFor}
          </Button>
          <Button tone="plain" small testId={`away-${one.person}`} onPress={onAway}>
            {S.isAway}
          </Button>
        </span>
      )}
    </li>
  );
}

interface LeftProps {
  title: string;
  lead: string;
  spots: Spot[];
  name: (person: string | null) => string;
  testId: string;
  /** The person of a place is here after all. */
  onHere?: (person: string) => void;
}

function Left({ title, lead, spots, name, testId, onHere }: LeftProps) {
  if (spots.length === 0) return null;
  return (
    <>
      <Head name={title}>
        <b>{spots.length}</b>
        {W.items}
      </Head>
      <p className="note">{lead}</p>
      <ul className="signing-list" data-testid={testId}>
        {spots.map((spot) => (
          <li key={`${spot.form} ${spot.sheet} ${spot.place}`}>
            <span className="cut grow">
              {spot.name} <span className="note">{spot.label}</span>
            </span>
            <span className="nowrap named">{name(spot.person)}</span>
            {onHere && spot.person && (
              <Button
                tone="plain"
                small
                testId={`here-${spot.person}-${spot.form}`}
                onPress={() => onHere(spot.person!)}
              >
                {S.isHere}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** 代筆: a clerk writes the name, with the reason; it prints as such. */
function SignForDialog({ id, one, name, onClose }: { id: string; one: Signatory; name: string; onClose: () => void }) {
  const { catalog } = useCase(id);
  const house = useHouse();
  const { person } = one;
  return (
    <WhyDialog
      title={S.signForTitle(name)}
      what={S.signForLead(formsIn(one.spots, "open", "void").length)}
      deed={S.signForGo}
      reasons={catalog!.reasons("dictation")}
      onClose={onClose}
      onGo={(reason, note) => house.edit(id, { kind: "sign_for", person, reason, note })}
    />
  );
}

function useNames(id: string): (person: string | null) => string {
  const { cases } = useCase(id);
  const people = personsOf(shownValues(cases[id]!));
  return (person) => {
    const found = people.find((one) => one.id === person);
    return found ? found.name || found.kana || W.case.noName : S.nobody;
  };
}
