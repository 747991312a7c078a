// The chime: two soft tones made here, no file. Browsers stay silent until somebody has touched the page, unless the
// television's browser is started with --autoplay-policy=no-user-gesture-required.

const TONES = [
  { hertz: 784, at: 0 },
  { hertz: 523.25, at: 0.45 },
] as const;
/** So long the chime is heard. */
export const RING_S = 1.4;
const LOUD = 0.5;

export class Chime {
  private context: AudioContext | null = null;

  /** Whether a chime would be heard. */
  get sounds(): boolean {
    return this.open()?.state === "running";
  }

  /** Somebody touched the page: from now on it may sound. */
  wake(): void {
    void this.open()?.resume();
  }

  ring(): void {
    const context = this.open();
    if (context?.state !== "running") return;
    for (const tone of TONES) strike(context, tone.hertz, context.currentTime + tone.at);
  }

  close(): void {
    void this.context?.close();
    this.context = null;
  }

  private open(): AudioContext | null {
    if (typeof AudioContext === "undefined") return null;
    this.context ??= new AudioContext();
    return this.context;
  }
}

function strike(context: AudioContext, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + RING_S);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + RING_S);
}
