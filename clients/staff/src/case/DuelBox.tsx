import type { Duel } from "@madoguchi/shared/caseStore.ts";
import { clockSeconds } from "@madoguchi/shared/clock.ts";
import type { Value } from "@madoguchi/shared/facts.ts";
import { newOp } from "@madoguchi/shared/ids.ts";
import { Plate } from "@madoguchi/shared/parts/signs.tsx";
import { SOURCES, W } from "@madoguchi/shared/words.ts";
import { useCase, useHouse } from "../hooks.ts";

interface DuelProps {
  id: string;
  duel: Duel;
  /** How a value reads. */
  spell: (value: Value) => string;
}

/** Two values for one entry, who, when, one key each. The difference is underlined. */
export function DuelBox({ id, duel, spell }: DuelProps) {
  const { catalog, me } = useCase(id);
  const house = useHouse();
  const mine = spell(duel.mine) || W.case.empty;
  const theirs = duel.theirs?.masked ? W.case.masked : spell(duel.theirs?.value ?? null) || W.case.empty;
  const choose = (which: "mine" | "theirs") => () =>
    house.feed(id, { is: "choose", key: duel.key, which, op: newOp() });
  return (
    <div className="duel" role="group" aria-label={catalog!.label(duel.key)} data-testid={`duel-${duel.key}`}>
      <p>
        {catalog!.label(duel.key)}　{duel.fromCard ? W.case.duelCard : W.case.duel}
      </p>
      <button type="button" data-testid="duel-1" onClick={choose("mine")}>
        <span>
          <kbd>1</kbd> {W.case.keep}
        </span>
        <Differing text={mine} from={theirs} />
        <span className="note">
          <Plate no={catalog!.no(me?.window)} /> {duel.fromCard ? SOURCES.card : me?.name} {clockSeconds(duel.mineAt)}
        </span>
      </button>
      <button type="button" data-testid="duel-2" onClick={choose("theirs")}>
        <span>
          <kbd>2</kbd> {W.case.keep}
        </span>
        <Differing text={theirs} from={mine} />
        <span className="note">
          <Plate no={catalog!.no(duel.theirs?.window)} /> {duel.theirs?.by}{" "}
          {duel.theirs?.at ? clockSeconds(duel.theirs.at) : ""}
        </span>
      </button>
    </div>
  );
}

/** What is common at the front stands plain; the rest is underlined. */
function Differing({ text, from }: { text: string; from: string }) {
  let same = 0;
  while (same < text.length && text[same] === from[same]) same += 1;
  return (
    <b>
      {text.slice(0, same)}
      <mark>{text.slice(same)}</mark>
    </b>
  );
}
