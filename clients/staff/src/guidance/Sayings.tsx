import { markOf } from "@madoguchi/shared/caseStore.ts";
import { SaveMark } from "@madoguchi/shared/parts/signs.tsx";
import { useState } from "react";
import { Head } from "../desk/LineColumn.tsx";
import { useCase, useHouse } from "../hooks.ts";
import type { Derived } from "./derive.ts";
import { sayingsOf, slipPhrases } from "./say.ts";
import { G } from "./words.ts";

interface Props {
  id: string;
  derived: Derived;
}

/** What the slip says besides: ready sentences, or the clerk's own. */
export function Sayings({ id, derived }: Props) {
  const { cases } = useCase(id);
  const house = useHouse();
  const [text, setText] = useState("");
  const one = cases[id]!;
  const said = sayingsOf(one);
  const taken = new Set(said.map((saying) => saying.phrase));
  const phrases = slipPhrases(derived).filter((phrase) => !taken.has(phrase.phrase));
  const say = () => {
    if (!text.trim()) return;
    house.edit(id, { kind: "say", text: text.trim() });
    setText("");
  };
  return (
    <section data-testid="sayings">
      <Head name={G.say.title}>{G.say.lead}</Head>
      <ul className="sayings">
        {said.map((saying) => (
          <li key={saying.op}>
            <span>{saying.text}</span>
            <SaveMark mark={markOf(one, `say.${saying.op}`)} />
            {!one.closed && (
              <button
                type="button"
                className="link note"
                aria-label={`${saying.text} ${G.say.remove}`}
                onClick={() => house.edit(id, { kind: "unsay", op: saying.op })}
              >
                {G.say.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!one.closed && (
        <div className="say-new">
          <input
            className="input"
            aria-label={G.say.free}
            placeholder={G.say.free}
            data-testid="say-free"
            maxLength={300}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && say()}
          />
          <select
            className="input"
            aria-label={G.say.phrases}
            data-testid="say-phrase"
            value=""
            onChange={(event) => {
              const phrase = phrases.find((other) => other.phrase === event.target.value);
              if (phrase) house.edit(id, { kind: "say", text: phrase.text, phrase: phrase.phrase });
            }}
          >
            <option value="">{G.say.phrases}</option>
            {phrases.map((phrase) => (
              <option key={phrase.phrase} value={phrase.phrase}>
                {phrase.text}
              </option>
            ))}
          </select>
        </div>
      )}
    </section>
  );
}
