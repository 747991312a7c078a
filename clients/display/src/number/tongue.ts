// What the number screen says, in the language that the visitor chose. What the city has not translated stands in Japanese,
// and is marked as that.

import type { Language } from "@madoguchi/shared/catalog.ts";
import type { Words } from "../city.ts";
import { words } from "../words.ts";

/** Of the city's words, in the order of the buttons. */
export const LANGUAGES = ["ja", "easy", "en", "zh", "vi"] as const satisfies readonly Language[];
/** A screen that nobody has touched for so long speaks Japanese again: the next visitor is somebody else. */
export const FORGETS_MS = 60_000;

const TAGS: Record<Language, string> = { ja: "ja", easy: "ja", en: "en", zh: "zh-Hans", vi: "vi" };

export interface Said {
  text: string;
  /** Of the text as it stands, for the browser's voice and its letters. */
  lang: string;
  /** In Japanese, because there is no translation. */
  untranslated: boolean;
}

export type Sentence = keyof typeof words.number;

/** So many minutes at least, and at most (null: and more). */
export interface Minutes {
  low: number;
  to: number | null;
}

export interface Tongue {
  language: Language;
  /** Its words are long: they want a line of their own. */
  wordy: boolean;
  say: (sentence: Sentence, n?: number | string) => Said;
  /** A sentence about a wait: its {n} is about so many minutes. */
  about: (sentence: "wait" | "handing", minutes: Minutes) => Said;
  /** A thing of the city by its name; `id` is its key among the words. */
  called: (id: string, name: string) => Said;
  /** What the mark of a missing translation means. */
  legend: () => Said;
}

export function tongue(said: Words, language: Language): Tongue {
  const find = (key: string, ours: string): Said => {
    const text = said[language]?.[key] || (language === "ja" ? ours : "");
    if (text) return { text, lang: TAGS[language], untranslated: false };
    return { text: said.ja?.[key] || ours, lang: TAGS.ja, untranslated: true };
  };
  const say = (sentence: Sentence, fills: Fills = {}): Said =>
    filled(find(`number.${sentence}`, words.number[sentence]), fills);
  const minutes = ({ low, to }: Minutes): Said =>
    to === null ? say("over", { a: low }) : low === 0 ? say("within", { b: to }) : say("minutes", { a: low, b: to });
  return {
    language,
    wordy: language !== "ja" && language !== "zh",
    say: (sentence, n) => say(sentence, n === undefined ? {} : { n }),
    about: (sentence, about) => {
      const how = minutes(about);
      const said = say(sentence, { n: how.text });
      return { ...said, untranslated: said.untranslated || how.untranslated };
    },
    called: (id, name) => (language === "ja" ? { text: name, lang: TAGS.ja, untranslated: false } : find(id, name)),
    legend: () => find("slip.fallback", words.languages.untranslated),
  };
}

/** The languages that can be chosen: those in which the city says anything. */
export function offered(said: Words): Language[] {
  return LANGUAGES.filter((language) => language === "ja" || Object.keys(said[language] ?? {}).length > 0);
}

type Fills = Readonly<Record<string, number | string>>;

function filled(said: Said, fills: Fills): Said {
  const text = Object.entries(fills).reduce(
    (now, [name, fill]) => now.replaceAll(`{${name}}`, String(fill)),
    said.text,
  );
  return { ...said, text };
}
