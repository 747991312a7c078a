import { Tag } from "@madoguchi/shared/parts/signs.tsx";
import { showValue } from "@madoguchi/shared/rules/fields.ts";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import { useCase } from "../hooks.ts";
import { type Laid, WITH_LICENCE } from "./api.ts";
import { K } from "./words.ts";

/** What the card says, and what is to be looked at. */
export function Face({ id, laid, of }: { id: string; laid: Laid; of: number }) {
  const { catalog } = useCase(id);
  const labels = (items: string[]) => items.map((item) => catalog?.label(item) ?? item).join("、");
  const leftOut = Object.keys(laid.left_out);
  const rest = Object.entries(laid.values).filter(([item]) => item !== "m_name");
  return (
    <section className="card-face" data-testid="card-face">
      <p className="line">
        <Tag>{K.kinds[laid.card] ?? laid.card}</Tag>
        {laid.expires && (
          <Tag tone={laid.expired ? "danger" : "kept"}>{laid.expired ? K.expired : K.expires(show(laid.expires))}</Tag>
        )}
        {of > 1 && <Tag>{K.more(of - 1)}</Tag>}
      </p>
      <b className="card-name">{String(laid.values.m_name ?? "")}</b>
      <p className="note">
        {rest.map(([item, value]) => {
          const known = catalog?.item(item);
          return <span key={item}>{known ? showValue(known, value) : String(value ?? "")}</span>;
        })}
        {laid.hidden.length > 0 && <span>{K.hidden}</span>}
      </p>
      {laid.card === WITH_LICENCE && <p className="card-look">{K.licence}</p>}
      {laid.doubtful.length > 0 && <p className="card-look">{K.doubtful(labels(laid.doubtful))}</p>}
      {leftOut.length > 0 && <p className="card-look">{K.leftOut(labels(leftOut))}</p>}
    </section>
  );
}
