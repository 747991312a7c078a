// @vitest-environment happy-dom
import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { useHiddenAgain } from "./useHiddenAgain.ts";

interface Props {
  chosen: object | null;
  seconds: number;
  hide: () => void;
}

function Probe({ chosen, seconds, hide }: Props): null {
  useHiddenAgain(chosen, seconds, hide);
  return null;
}

/** A place where it is used. */
function place(): (props: Props) => void {
  const root = createRoot(document.createElement("div"));
  return (props) => flushSync(() => root.render(createElement(Probe, props)));
}

const BEFORE = 0.02;
const AFTER = 0.06;

test("what was chosen is hidden again when the time is over", async () => {
  const shows = place();
  await new Promise<void>((resolve) => shows({ chosen: {}, seconds: BEFORE, hide: resolve }));
});

test("what is not chosen, or was given up before, hides nothing", async () => {
  const hidden: string[] = [];
  const nothing = place();
  nothing({ chosen: null, seconds: BEFORE, hide: () => hidden.push("nothing") });
  const given = place();
  given({ chosen: {}, seconds: BEFORE, hide: () => hidden.push("given up") });
  given({ chosen: null, seconds: BEFORE, hide: () => hidden.push("given up") });
  await new Promise<void>((resolve) => place()({ chosen: {}, seconds: AFTER, hide: resolve }));
  expect(hidden).toEqual([]);
});

test("drawn again it does what it was told last", async () => {
  const shows = place();
  const chosen = {};
  await new Promise<void>((resolve, reject) => {
    shows({ chosen, seconds: BEFORE, hide: reject });
    shows({ chosen, seconds: BEFORE, hide: resolve });
  });
});
