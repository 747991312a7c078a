// A sentence in the visitor's language, with a mark where it stands in Japanese for want of a translation; and the row of
// buttons that choose the language.

import type { Language } from "@madoguchi/shared/catalog.ts";
import { Plain } from "../Plain.tsx";
import { words } from "../words.ts";
import type { Said, Tongue } from "./tongue.ts";

export function Speak({ said }: { said: Said }) {
  return (
    <span lang={said.lang}>
      <Plain text={said.text} />
      {said.untranslated && <sup className="untranslated">{words.languages.sign}</sup>}
    </span>
  );
}

/** What the mark means, where one stands on the page. */
export function Legend({ spoken }: { spoken: Tongue }) {
  const legend = spoken.legend();
  return (
    <p className="untranslated-legend" lang={legend.lang} data-testid="untranslated">
      {words.languages.sign} {legend.text}
    </p>
  );
}

/** One large button for each language, under its own name. */
export function Languages({ languages, spoken, onChoose }: LanguagesProps) {
  if (languages.length < 2) return null;
  return (
    <nav className="languages" aria-label={words.languages.choose}>
      {languages.map((language) => (
        <button
          type="button"
          key={language}
          lang={language === "zh" ? "zh-Hans" : language === "easy" ? "ja" : language}
          aria-pressed={language === spoken.language}
          data-testid={`language-${language}`}
          onClick={() => onChoose(language)}
        >
          {words.languages.names[language]}
        </button>
      ))}
    </nav>
  );
}

interface LanguagesProps {
  languages: readonly Language[];
  spoken: Tongue;
  onChoose: (language: Language) => void;
}
