import type { KeyboardEvent } from "react";
import type { Laid } from "./api.ts";
import { K } from "./words.ts";

const ITEMS: Record<string, string[]> = { name: ["m_name"], address: ["m_addr"], front: ["m_name", "m_addr"] };
const LABELS: Record<string, string> = { m_name: "name", m_addr: "address" };

/** Item -> what the clerk typed from a picture. */
export type Typed = Record<string, string>;

interface PicturesProps {
  laid: Laid;
  typed: Typed;
  onType: (typed: Typed) => void;
  onEnd: () => void;
}

/** What the card has as a picture alone, beside the field into which the clerk types it. */
export function Pictures({ laid, typed, onType, onEnd }: PicturesProps) {
  const names = Object.keys(laid.pictures);
  if (names.length === 0) return null;
  return (
    <form
      className="card-pictures"
      onKeyDown={(event) => enterGoesOn(event, onEnd)}
      onSubmit={(event) => event.preventDefault()}
    >
      <h3>{K.picture}</h3>
      <p className="note">{K.pictureLead}</p>
      {names.map((name, at) => (
        <div key={name} className="card-picture">
          <img
            alt={K.pictureOf[name] ?? name}
            data-testid={`card-picture-${name}`}
            src={sourceOf(laid.pictures[name] ?? "")}
          />
          {(ITEMS[name] ?? [])
            .filter((item) => !(item in laid.values))
            .map((item, place) => (
              <label key={item} className="card-typed">
                {K.pictureOf[LABELS[item]!]}
                <input
                  className="input"
                  data-testid={`card-type-${item}`}
                  // biome-ignore lint/a11y/noAutofocus: what is to be typed first
                  autoFocus={at === 0 && place === 0}
                  maxLength={200}
                  value={typed[item] ?? ""}
                  onChange={(event) => onType({ ...typed, [item]: event.target.value })}
                />
              </label>
            ))}
        </div>
      ))}
    </form>
  );
}

/** A card's own picture is PNG; a box may leave a JPEG. */
const sourceOf = (picture: string): string =>
  `data:image/${picture.startsWith("/9j/") ? "jpeg" : "png"};base64,${picture}`;

/** Enter goes to the next field, from the last one on. */
function enterGoesOn(event: KeyboardEvent<HTMLElement>, onEnd: () => void): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  const all = [...event.currentTarget.querySelectorAll("input")];
  const next = all[all.indexOf(event.target as HTMLInputElement) + 1];
  event.preventDefault();
  if (next) next.focus();
  else onEnd();
}
