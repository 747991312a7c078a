// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Keyboard } from "./keyboard.ts";

const CODE = "4071882639501174";

/** Keys at their times, as a browser would give them: what nobody prevents lands in the field. Did the Enter pass? */
function type(text: string, gap: number, into: HTMLElement = document.body): boolean {
  let passed = true;
  [...text, "Enter"].forEach((key, index) => {
    const code = key === "Enter" ? "Enter" : `Digit${key}`;
    const event = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: 5_000 + index * gap });
    passed = into.dispatchEvent(event);
    if (passed && into instanceof HTMLInputElement && key !== "Enter") into.value += key;
  });
  return passed;
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("the page's keyboard", () => {
  let keyboard: Keyboard;
  let scans: string[];
  let pressed: string[];
  let stop: () => void;

  afterEach(() => stop());

  beforeEach(() => {
    document.body.innerHTML = "<input value='山田' /><button>呼ぶ</button>";
    keyboard = new Keyboard();
    stop = keyboard.listen();
    scans = [];
    pressed = [];
    keyboard.onScan = (code) => scans.push(code);
    keyboard.on({ F4: () => pressed.push("F4"), "1": () => pressed.push("1"), Enter: () => pressed.push("Enter") });
  });

  test("a scan with no focus opens, and presses nothing", () => {
    type(CODE, 10);
    expect(scans).toEqual([CODE]);
    expect(pressed).toEqual([]);
  });

  test("a scan into a field leaves the field as it was, and says so to the field", async () => {
    const input = document.querySelector("input")!;
    const heard: string[] = [];
    input.addEventListener("input", () => heard.push(input.value));
    type(CODE, 10, input);
    await turn();
    expect(scans).toEqual([CODE]);
    expect(input.value).toBe("山田");
    expect(heard).toEqual(["山田"]);
  });

  test("a scan while a button has the focus does not press it", () => {
    expect(type(CODE, 10, document.querySelector("button")!)).toBe(false);
    expect(scans).toEqual([CODE]);
  });

  test("what lies on top has the keys; what lies under it has none", () => {
    const open = keyboard.barrier();
    const key = () => new KeyboardEvent("keydown", { key: "F4", code: "F4", bubbles: true, cancelable: true });
    document.body.dispatchEvent(key());
    expect(pressed).toEqual([]);
    open();
    document.body.dispatchEvent(key());
    expect(pressed).toEqual(["F4"]);
  });

  /** One key at its time. */
  const key = (name: string, at: number, more: KeyboardEventInit = {}, into: Element = document.body): boolean => {
    const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more });
    Object.defineProperty(event, "timeStamp", { value: at });
    return into.dispatchEvent(event);
  };

  test("letters at once wait for no scanner, however fast they come, and a held key is one", () => {
    keyboard.on({ y: () => pressed.push("y"), n: () => pressed.push("n") }, true);
    for (const [index, letter] of [..."yynyny"].entries()) key(letter, 9_000 + index * 30);
    key("Y", 9_200, { code: "KeyY", shiftKey: true });
    key("y", 9_230, { repeat: true });
    key("y", 9_250, { ctrlKey: true });
    expect(pressed).toEqual(["y", "y", "n", "y", "n", "y", "y"]);
  });

  test("a letter in the middle of a scan presses nothing", () => {
    keyboard.on({ y: () => pressed.push("y") }, true);
    key("]", 9_000, { code: "BracketRight" });
    key("y", 9_008);
    type(CODE, 10);
    expect(scans).toEqual([CODE]);
    expect(pressed).toEqual([]);
  });

  test("what is typed in a field presses nothing", () => {
    keyboard.on({ y: () => pressed.push("y"), ArrowDown: () => pressed.push("down") }, true);
    const input = document.querySelector("input")!;
    expect([key("1", 9_000, {}, input), key("y", 9_400, {}, input), key("ArrowDown", 9_800, {}, input)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(pressed).toEqual([]);
    key("F4", 10_200, {}, input);
    expect(pressed).toEqual(["F4"]);
  });

  test("Enter on a field or a button is theirs", () => {
    for (const one of ["input", "button"]) {
      const event = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true });
      document.querySelector(one)!.dispatchEvent(event);
    }
    expect(pressed).toEqual([]);
    const free = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true });
    document.body.dispatchEvent(free);
    expect(pressed).toEqual(["Enter"]);
  });
});
