import type { City } from "../city.ts";
import { words } from "../words.ts";
import type { Sound } from "./sound.ts";
import { trial } from "./spoken.ts";

const LANGUAGES = ["ja", "en"] as const;

/** Whoever sets the screen up hears whether it sounds, and which voices lie on this machine. */
export function SoundTrial({ city, sound, onClose }: { city: City; sound: Sound; onClose: () => void }) {
  const said = words.hall.trial;
  return (
    <section className="hall-trial" aria-label={said.title} data-testid="hall-trial">
      <b>{said.title}</b>
      <button type="button" data-testid="try-chime" onClick={() => sound.announce([], 1)}>
        {said.chime}
      </button>
      {LANGUAGES.map((lang) => {
        const name = sound.voice.named(lang);
        const wanted = city.voice.voice.includes(lang);
        return (
          <span key={lang}>
            <button
              type="button"
              data-testid={`try-${lang}`}
              disabled={!name}
              onClick={() => sound.announce([trial(lang, city)], city.voice.rate)}
            >
              {said[lang]}
            </button>
            <small>{name ? (wanted ? said.voice(name) : said.off) : said.none}</small>
          </span>
        );
      })}
      <button type="button" onClick={onClose}>
        {said.close}
      </button>
    </section>
  );
}
