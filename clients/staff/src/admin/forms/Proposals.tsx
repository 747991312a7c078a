// Fields that a brought file proposes: looked at on the page, ticked, put there by whoever says so.

import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Proposal, Row } from "../api.ts";
import { parts as listed } from "../kinds.ts";
import { boxOf, pixels } from "./box.ts";
import type { Part } from "./parts.ts";
import { isThere } from "./proposals.ts";
import type { Offers } from "./useOffers.ts";
import { FORMS_W } from "./words.ts";

const words = FORMS_W.editor;

interface Props {
  offers: Offers;
  /** The form's own items. */
  mine: readonly string[];
  labelOf: (row: Row) => string;
  onTake: (part: Part) => void;
  onClose: () => void;
}

export function Proposals({ offers, mine, labelOf, onTake, onClose }: Props) {
  const { offer, ticked } = offers;
  const list = useRef<HTMLUListElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const from = offer?.from;
  useEffect(() => {
    if (from) (list.current?.querySelector("input") ?? head.current)?.focus();
  }, [from]);
  if (!offer) return null;
  const { proposals, left } = offer;
  const take = (): void => {
    onTake(proposals.filter((_, at) => ticked.has(at)).map((one) => one.row));
    offers.taken();
  };
  return (
    <section className="proposals" aria-label={words.offer} data-testid="offers">
      <h2 ref={head} tabIndex={-1}>
        {words.offer}
      </h2>
      <p data-testid="offers-lead">
        {proposals.length > 0 ? words.offerLead(offer.from, proposals.length) : words.offerNone(offer.from)}
      </p>
      {left.map((one) => (
        <Band key={one.text} tone="look" what={one.text} testId="offers-left" />
      ))}
      {proposals.length > 0 && (
        <>
          <p className="note">{words.offerNow}</p>
          <div className="proposals-deeds">
            <Button
              tone="main"
              testId="offers-take"
              because={ticked.size > 0 ? null : words.offerTakeNone}
              onPress={take}
            >
              {words.offerTake(ticked.size)}
            </Button>
            <Button small testId="offers-all" onPress={() => offers.tick(new Set(proposals.keys()))}>
              {words.offerAll}
            </Button>
            <Button small testId="offers-none" onPress={() => offers.tick(new Set())}>
              {words.offerNo}
            </Button>
          </div>
          <ul ref={list} onKeyDown={(event) => walk(event, list.current)}>
            {proposals.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two places of a file may be called the same
              <li key={`${at}${one.name}`}>
                <One one={one} at={at} offers={offers} mine={mine} label={labelOf(one.row)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Button tone="plain" small testId="offers-close" onPress={onClose}>
        {words.offerClose}
      </Button>
    </section>
  );
}

interface OneProps {
  one: Proposal;
  at: number;
  offers: Offers;
  mine: readonly string[];
  label: string;
}

function One({ one, at, offers, mine, label }: OneProps) {
  const { ticked, active, placed } = offers;
  const boxes = placed.map((each) => each.box);
  const fresh = listed(one.row.items).some((key) => !mine.includes(key));
  const toggled = (): ReadonlySet<number> =>
    new Set(ticked.has(at) ? [...ticked].filter((each) => each !== at) : [...ticked, at]);
  return (
    <label className={active === at ? "proposal is-active" : "proposal"} onPointerEnter={() => offers.look(at)}>
      <input
        type="checkbox"
        data-testid={`offer-${at}`}
        checked={ticked.has(at)}
        onChange={() => offers.tick(toggled())}
        onFocus={() => offers.look(at)}
      />
      <span>
        <b>{label}</b>
        <span className="note">
          {one.name || words.offerUnnamed} {words.offerHow[one.how]}
        </span>
        {fresh && <Tag>{words.offerFresh}</Tag>}
        {isThere(one, boxes) && <Tag tone="look">{words.offerThere}</Tag>}
      </span>
    </label>
  );
}

/** Arrows go from one proposal to the next. */
function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const all = [...(list?.querySelectorAll("input") ?? [])];
  event.preventDefault();
  all[all.indexOf(event.target as HTMLInputElement) + by]?.focus();
}

/** Where they would stand, over the page. */
export function Ghosts({ offers, scale }: { offers: Offers; scale: number }) {
  const { offer, ticked, active } = offers;
  return offer?.proposals.map((one, at) => {
    const box = boxOf(one.row);
    const names = ["ghost", ticked.has(at) && "is-on", active === at && "is-active"].filter(Boolean).join(" ");
    return (
      box && (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: two places of a file may be called the same
          key={`${at}${one.name}`}
          className={names}
          aria-hidden="true"
          data-testid={`ghost-${at}`}
          style={pixels(box, scale)}
          ref={active === at ? inSight : undefined}
        />
      )
    );
  });
}

const inSight = (ghost: HTMLElement | null): void => ghost?.scrollIntoView({ block: "nearest", inline: "nearest" });
