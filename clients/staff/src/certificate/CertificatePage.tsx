// 証明書: everything of a visit for a certificate on one screen. Choices by one letter, what is typed in fields or from a
// card; the fee; then sign, print, hand over.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Keys } from "@madoguchi/shared/parts/signs.tsx";
import { fee } from "@madoguchi/shared/rules/fees.ts";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Entry } from "../case/Entry.tsx";
import { hasBegun } from "../deeds.ts";
import { Blocks } from "../guidance/Blocks.tsx";
import { derive } from "../guidance/derive.ts";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import { isMine, rowOf } from "../place.ts";
import { ASKED, type Choice, type Chosen, choices, current, type Item, PERSONAL, type Said, saidAt } from "./ask.ts";
import { Choices, Many } from "./Choices.tsx";
import { optionsIn, saidOf, sayCopies, sayKind, sayOption, sayPaper, sayUse, sayWho, typeName } from "./deeds.ts";
import { NextStep } from "./NextStep.tsx";
import { C } from "./words.ts";
import "./certificate.css";

const MOST_COPIES = 20;

export function CertificatePage({ id }: { id: string }) {
  const state = useCase(id);
  const house = useHouse();
  const said = saidOf(house, id);
  const row = rowOf(state, id);
  const derived = derive(state, id);
  const open = isMine(state, row) && row?.stage === "serving";
  const asks = useAsks(id, said);
  const begins = isMine(state, row) && row?.stage === "calling";
  const now = open || begins ? current(said) : null;
  /** A key pressed right after Enter waits until the service has begun. */
  const served = (deed: () => void) => () =>
    void hasBegun().then(() => rowOf(house.get(), id)?.stage === "serving" && deed());
  useKeys(now ? keysOf(asks[now], served) : {}, true);
  useKeys(open ? { "Alt+p": () => typeName(house, id) } : {});
  const { person } = said;
  const choose = (item: Chosen) => (
    <Row item={item} now={now}>
      <Choices item={item} choices={asks[item].choices} now={now === item} still={!open} onChoose={asks[item].choose} />
    </Row>
  );
  return (
    <div className="certificate" data-testid="certificate">
      <form className="certificate-asks" onKeyDown={enterGoesOn} onSubmit={(event) => event.preventDefault()}>
        {choose("who")}
        {said.values[`q.${said.settings.oneself}`] === false && <Band tone="look" what={C.proxyNow} />}
        {choose("paper")}
        {person === null ? (
          <p className="note certificate-card">
            {C.card} <Keys of="Alt P" /> {C.typeIt}
          </p>
        ) : (
          (["name", "birth", "address"] as const).map((item) => (
            <Typed key={item} id={id} name={`p.${person}.${PERSONAL[item]}`} still={!open} />
          ))
        )}
        {choose("kind")}
        <Row item="copies" now={now}>
          <Copies id={id} copies={saidAt(said, "copies")} still={!open} />
        </Row>
        <Row item="options" now={now}>
          <Many
            choices={choices(optionNames(id, state), null).map((one) => ({
              ...one,
              on: optionsIn(said.values).includes(one.label),
            }))}
            still={!open}
            onChoose={(option) => sayOption(house, id, option, optionNames(id, state))}
          />
        </Row>
        {choose("use")}
        <Typed id={id} name={ASKED.use} still={!open} />
      </form>
      <div className="certificate-side">
        <FeeBox said={said} />
        {derived && <Blocks id={id} derived={derived} />}
        {row && <NextStep id={id} row={row} said={said} />}
      </div>
    </div>
  );
}

/** Enter goes to the field below; out of the last one, so that the next key chooses again. */
function enterGoesOn(event: KeyboardEvent<HTMLFormElement>): void {
  const field = event.target as HTMLElement;
  if (event.key !== "Enter" || event.nativeEvent.isComposing || field.dataset.entry === undefined) return;
  event.preventDefault();
  const below = field.closest(".field")?.nextElementSibling?.querySelector<HTMLElement>("[data-entry]");
  if (below) below.focus();
  else field.blur();
}

function optionNames(id: string, state: ReturnType<typeof useCase>): readonly string[] {
  return state.catalogs[state.cases[id]!.catalog]?.item(ASKED.options)?.choices ?? [];
}

interface Ask {
  choices: Choice[];
  choose: (label: string) => void;
}

/** The four items that one key answers. */
function useAsks(id: string, said: Said): Record<Chosen, Ask> {
  const { catalog } = useCase(id);
  const house = useHouse();
  const who = saidAt(said, "who");
  const paper = saidAt(said, "paper");
  const papers = catalog?.item(PERSONAL.paper)?.choices ?? [];
  return {
    who: {
      choices: [
        { key: "y", label: C.oneself, on: who === true },
        { key: "n", label: C.proxy, on: who === false },
      ],
      choose: (label) => sayWho(house, id, label === C.oneself),
    },
    paper: {
      choices: choices([...papers, C.twoPapers], paper === false ? C.twoPapers : paper),
      choose: (label) => sayPaper(house, id, label === C.twoPapers ? null : label),
    },
    kind: {
      choices: choices(
        said.settings.kinds.map((one) => one.kind),
        saidAt(said, "kind"),
      ),
      choose: (label) => sayKind(house, id, label),
    },
    use: {
      choices: choices(
        said.settings.uses.map((one) => one.text),
        saidAt(said, "use"),
      ),
      choose: (label) => sayUse(house, id, label),
    },
  };
}

/** The letters of what is asked now. */
const keysOf = (ask: Ask, served: (deed: () => void) => () => void): Record<string, () => void> =>
  Object.fromEntries(ask.choices.map((choice) => [choice.key, served(() => ask.choose(choice.label))]));

function Row({ item, now, children }: { item: Item; now: Item | null; children: ReactNode }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (now === item) place.current?.scrollIntoView({ block: "nearest" });
  }, [now, item]);
  return (
    <section
      ref={place}
      className={now === item ? "certificate-row is-now" : "certificate-row"}
      data-testid={`ask-${item}`}
      aria-label={C.items[item]}
    >
      <h2>{C.items[item]}</h2>
      {children}
    </section>
  );
}

function Typed({ id, name, still }: { id: string; name: string; still: boolean }) {
  const { catalog } = useCase(id);
  const item = catalog?.item(name);
  return item ? <Entry id={id} name={name} item={item} frozen={still} /> : null;
}

function Copies({ id, copies, still }: { id: string; copies: unknown; still: boolean }) {
  const house = useHouse();
  const count = typeof copies === "number" ? copies : 0;
  const step = (by: number) => {
    if (!still) sayCopies(house, id, Math.min(MOST_COPIES, Math.max(1, count + by)));
  };
  return (
    <div className="certificate-copies">
      <button
        type="button"
        className="btn btn-plain"
        aria-label={C.fewer}
        aria-disabled={still}
        onClick={() => step(-1)}
      >
        −
      </button>
      <b data-testid="copies">{C.copies(count)}</b>
      <button type="button" className="btn btn-plain" aria-label={C.more} aria-disabled={still} onClick={() => step(1)}>
        ＋
      </button>
    </div>
  );
}

function FeeBox({ said }: { said: Said }) {
  const due = fee(said.settings, said.values);
  return (
    <section className="certificate-fee" aria-label={C.fee}>
      <h2>{C.fee}</h2>
      {due ? (
        <p data-testid="fee">
          <b>{C.yen(due.total)}</b>
          <span className="note">{C.each(due)}</span>
        </p>
      ) : (
        <p className="note" data-testid="fee">
          {C.noFee}
        </p>
      )}
    </section>
  );
}
