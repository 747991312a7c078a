import { afterEach, describe, expect, it, vi } from "vitest";
import { type Synth, Voice } from "./voice.ts";

/** A speech engine on this machine: ends when it is told to. */
class Engine implements Synth {
  said: SpeechSynthesisUtterance[] = [];
  cancelled = 0;
  voices = [
    { lang: "ja-JP", localService: false, name: "遠くの声" },
    { lang: "ja-JP", localService: true, name: "近くの声" },
  ];
  getVoices = () => this.voices;
  speak = (one: SpeechSynthesisUtterance) => void this.said.push(one);
  cancel = () => {
    this.cancelled += 1;
  };
  end = () => this.said.at(-1)?.onend?.(undefined as never);
}

const utter = (text: string) => ({ text }) as SpeechSynthesisUtterance;
const ja = (text: string) => ({ lang: "ja" as const, text });
const turn = async () => {
  for (let at = 0; at < 20; at += 1) await Promise.resolve();
};

afterEach(() => vi.useRealTimers());

describe("the voice", () => {
  it("says one thing after the other and never two at once", async () => {
    const engine = new Engine();
    const voice = new Voice(engine, utter);
    void voice.say([ja("一")], 1);
    const last = voice.say([ja("二")], 1);
    await turn();
    expect(engine.said.map((one) => one.text)).toEqual(["一"]);
    expect(voice.talking).toBe(true);
    engine.end();
    await turn();
    expect(engine.said.map((one) => one.text)).toEqual(["一", "二"]);
    engine.end();
    await last;
    expect(voice.talking).toBe(false);
  });

  it("takes only a voice of this machine, and leaves out what it has none for", async () => {
    const engine = new Engine();
    const voice = new Voice(engine, utter);
    expect([voice.named("ja"), voice.named("en")]).toEqual(["近くの声", null]);
    await voice.say([{ lang: "en", text: "one" }], 1);
    expect(engine.said).toEqual([]);
    await new Voice(undefined, utter).say([ja("一")], 1);
  });

  it("waits for the chime, and goes on when an engine never says that it has ended", async () => {
    vi.useFakeTimers();
    const engine = new Engine();
    const voice = new Voice(engine, utter);
    let rung = () => {};
    const chime = () =>
      new Promise<void>((resolve) => {
        rung = resolve;
      });
    const over = voice.say([ja("一")], 1, chime);
    await turn();
    expect(engine.said).toEqual([]);
    rung();
    await turn();
    expect(engine.said).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(12_000);
    await over;
    expect(engine.cancelled).toBe(1);
    expect(voice.talking).toBe(false);
  });
});
