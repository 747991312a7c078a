// The visitor opens a card: large keys, the tries that are left, and a way out. What was typed leaves this page sealed, and
// is forgotten.

import type { Link } from "@madoguchi/shared/link.ts";
import type { PinAsked } from "@madoguchi/shared/wire.ts";
import { useState } from "react";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";
import { add, faceOf, isWhole, shownAs } from "./pin.ts";
import "./pin.css";
import { canSeal, seal } from "./seal.ts";

const FIGURES = [..."123456789"];
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

interface Props {
  asked: PinAsked & { ask: string };
  link: Link | null;
  up: boolean;
}

export function PinPage({ asked, link, up }: Props) {
  const { ask, card = "", left, key = "" } = asked;
  const [typed, setTyped] = useState("");
  const [sent, setSent] = useState(false);
  const face = faceOf(card, typed);
  const isReady = up && !sent && isWhole(card, typed);

  async function go() {
    if (!isReady) return;
    setSent(true);
    setTyped("");
    link?.say({ t: "pin_typed", ask, ...(await seal(typed, ask, key)) });
  }
  const stop = () => {
    setTyped("");
    setSent(true);
    link?.say({ t: "pin_typed", ask });
  };
  const press = (one: string) => !sent && setTyped(add(card, typed, one));

  return (
    <div className="tablet visitor pin" data-testid="pin">
      <main>
        <section className="pin-say">
          <h1>
            <Plain text={words.pin.title[card] ?? words.pin.title.mynumber!} />
          </h1>
          {left != null && (
            <p className={left <= 2 ? "pin-left is-few" : "pin-left"} data-testid="pin-left">
              <Plain text={words.pin.left(left)} />
            </p>
          )}
          <output className="pin-shown" data-testid="pin-shown" aria-label={words.pin.typed}>
            {shownAs(card, typed)}
          </output>
          <p className="pin-note" role="status">
            <Plain
              text={!canSeal() ? words.pin.unsafe : sent ? words.pin.reading : !up ? words.tablet.cut : words.pin.note}
            />
            {!sent && up && <span lang="en">{words.pin.english}</span>}
          </p>
        </section>
        <section className="pin-keys" data-face={face} aria-label={words.pin.keys}>
          {(face === "letters" ? LETTERS : FIGURES).map((one) => (
            <PinKey key={one} is={one} onPress={press} />
          ))}
          {face === "figures" && <PinKey is="0" onPress={press} />}
          <button
            type="button"
            className="big pin-key is-word"
            data-testid="pin-back"
            onClick={() => setTyped(typed.slice(0, -1))}
          >
            <Plain text={words.pin.back} />
          </button>
        </section>
      </main>
      <footer className="pin-foot">
        <button type="button" className="big" data-testid="pin-stop" disabled={sent} onClick={stop}>
          <Plain text={words.pin.stop} />
        </button>
        <button
          type="button"
          className="big is-main"
          data-testid="pin-go"
          disabled={!isReady || !canSeal()}
          onClick={() => void go()}
        >
          <Plain text={words.pin.go} />
        </button>
      </footer>
    </div>
  );
}

function PinKey({ is, onPress }: { is: string; onPress: (one: string) => void }) {
  return (
    <button type="button" className="big pin-key" data-testid={`pin-${is}`} onClick={() => onPress(is)}>
      {is}
    </button>
  );
}
