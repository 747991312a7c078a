// What the hall hears: the chime, then the voice. One announcement after the other.

import { Chime, RING_S } from "./chime.ts";
import type { Sentence } from "./spoken.ts";
import { Voice } from "./voice.ts";

export class Sound {
  private readonly chime = new Chime();
  readonly voice = new Voice();

  /** Whether an announcement is being heard, or waits to be. */
  get talking(): boolean {
    return this.voice.talking;
  }

  /** Whether a chime would be heard. */
  get sounds(): boolean {
    return this.chime.sounds;
  }

  wake(): void {
    this.chime.wake();
  }

  announce(sentences: readonly Sentence[], rate: number): void {
    void this.voice.say(sentences, rate, () => this.ring());
  }

  /** Resolves when the chime is over. */
  ring(): Promise<void> {
    this.chime.ring();
    return new Promise((resolve) => setTimeout(resolve, this.chime.sounds ? RING_S * 1_000 : 0));
  }

  close(): void {
    this.voice.close();
    this.chime.close();
  }
}
