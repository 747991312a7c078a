// The browser's own voice, one sentence after the other. Only voices that lie on this machine: what is called goes out
// over no network. Where there is none for a language, that sentence is left out, and the chime has called.

import type { Sentence } from "./spoken.ts";

/** An engine that does not say when it has ended is given up after this. */
const MOST_MS = 12_000;

/** What of the browser's speech is needed. */
export interface Synth {
  getVoices(): { lang: string; localService: boolean; name: string }[];
  speak(said: SpeechSynthesisUtterance): void;
  cancel(): void;
}

export class Voice {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  private closed = false;

  constructor(
    private readonly synth: Synth | undefined = globalThis.speechSynthesis,
    private readonly utter: (text: string) => SpeechSynthesisUtterance = (text) => new SpeechSynthesisUtterance(text),
  ) {}

  /** Whether something is being said, or waits to be. */
  get talking(): boolean {
    return this.waiting > 0;
  }

  /** The voice of a language on this machine: its name, or null. */
  named(lang: string): string | null {
    return this.find(lang)?.name ?? null;
  }

  /** Says these after all that was to be said before, and after what comes `first` in its own turn (the chime).
   * Resolves when they are over. */
  say(sentences: readonly Sentence[], rate: number, first?: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    this.last = this.last
      .then(() => first?.())
      .then(async () => {
        for (const one of sentences) await this.one(one, rate);
      })
      .finally(() => {
        this.waiting -= 1;
      });
    return this.last;
  }

  close(): void {
    this.closed = true;
    this.synth?.cancel();
  }

  private find(lang: string): ReturnType<Synth["getVoices"]>[number] | undefined {
    return this.synth?.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(lang));
  }

  private one({ lang, text }: Sentence, rate: number): Promise<void> {
    const voice = this.find(lang);
    if (!voice || !this.synth || this.closed) return Promise.resolve();
    const said = this.utter(text);
    said.voice = voice as SpeechSynthesisVoice;
    said.lang = voice.lang;
    said.rate = rate;
    return new Promise((resolve) => {
      const stuck = setTimeout(() => {
        this.synth?.cancel();
        resolve();
      }, MOST_MS);
      const over = (): void => {
        clearTimeout(stuck);
        resolve();
      };
      said.onend = over;
      said.onerror = over;
      this.synth?.speak(said);
    });
  }
}
