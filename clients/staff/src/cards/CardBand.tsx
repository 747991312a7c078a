import { Band } from "@madoguchi/shared/parts/Band.tsx";
import { Button } from "@madoguchi/shared/parts/Button.tsx";
import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { commitField } from "../deeds.ts";
import { useCase, useHouse, useKeys } from "../hooks.ts";
import { type Laid, WITH_LICENCE } from "./api.ts";
import { sureOf } from "./offer.ts";
import { whoIs } from "./person.ts";
import { useLaid } from "./useLaid.ts";
import { useTaking } from "./useTaking.ts";
import { K } from "./words.ts";

/** A card that was read and belongs to nobody yet: one key gives it to the one who is meant, or asks who that is. */
export function CardBand({ id }: { id: string }) {
  const laid = useLaid(id);
  const house = useHouse();
  const choose = () => {
    commitField();
    house.set({ overlay: "card" });
  };
  useKeys(laid.length === 0 ? { F8: choose } : {});
  const [first, ...others] = laid;
  return first ? <Waiting id={id} laid={first} more={others.length} onChoose={choose} key={first.read} /> : null;
}

interface WaitingProps {
  id: string;
  laid: Laid;
  more: number;
  onChoose: () => void;
}

function Waiting({ id, laid, more, onChoose }: WaitingProps) {
  const state = useCase(id);
  const { busy, wrong, put } = useTaking(id);
  const sure = sureOf(laid);
  const who = sure ? (sure.person === null ? "" : whoIs(state, id, sure.person).name) : "";
  const label = !sure ? K.choose : sure.person === null ? K.first : K.takeTo(who);
  const go = () => {
    commitField();
    if (sure) void put(laid, sure, who || String(laid.values.m_name ?? ""));
    else onChoose();
  };
  useKeys({ F8: go });
  const name = String(laid.values.m_name ?? "");
  return (
    <Band
      tone="look"
      what={K.waits(K.kinds[laid.card] ?? laid.card, name)}
      now={wrong || (laid.card === WITH_LICENCE ? K.waitsNow + K.licence : K.waitsNow)}
      testId="card-waits"
    >
      {laid.expired && <Tag tone="danger">{K.expired}</Tag>}
      {more > 0 && <Tag>{K.more(more)}</Tag>}
      <Button tone="main" small keys="F8" testId="card-go" onPress={go}>
        {busy ? K.going : label}
      </Button>
      {sure && (
        <Button tone="plain" small testId="card-choose" onPress={onChoose}>
          {K.choose}
        </Button>
      )}
    </Band>
  );
}
