import { describe, expect, test } from "vitest";
import { add, faceOf, isWhole, shownAs } from "./pin.ts";
import { seal } from "./seal.ts";

const typed = (card: string, keys: string): string => [...keys].reduce((so, key) => add(card, so, key), "");

describe("what is typed to open a card", () => {
  test("four figures open a My Number card or a licence, fourteen a My Number card", () => {
    expect(isWhole("mynumber", "1234")).toBe(true);
    expect(isWhole("mynumber", "55021720352285")).toBe(true);
    expect(isWhole("mynumber", "12345")).toBe(false);
    expect(isWhole("licence", "1234")).toBe(true);
    expect(isWhole("licence", "123")).toBe(false);
  });

  test("no more than that is taken", () => {
    expect(typed("licence", "12345")).toBe("1234");
  });

  test("a residence card's number has letters at both ends", () => {
    expect(["", "AA", "AA12345678", "AA12345678B"].map((so) => faceOf("residence", so))).toEqual([
      "letters",
      "figures",
      "letters",
      "letters",
    ]);
  });

  test("a PIN is never shown, a printed number is", () => {
    expect(shownAs("mynumber", "1234")).toBe("●●●●");
    expect(shownAs("residence", "AA12")).toBe("AA12");
  });
});

test("what is sealed has always the same length and is another one each time", async () => {
  const agent = (await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, [
    "deriveBits",
  ])) as CryptoKeyPair;
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", agent.publicKey));
  const share = btoa(String.fromCharCode(...point));
  const boxes = await Promise.all(["1234", "1234", "55021720352285"].map((one) => seal(one, "0".repeat(32), share)));
  expect(new Set(boxes.map((one) => atob(one.box).length))).toEqual(new Set([44]));
  expect(new Set(boxes.map((one) => one.box)).size).toBe(3);
});
