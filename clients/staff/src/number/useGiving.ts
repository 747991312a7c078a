import type { Answer } from "@madoguchi/shared/wire.ts";
import { useRef, useState } from "react";
import { useHouse } from "../hooks.ts";
import { print } from "../printing.ts";
import type { NUMBER } from "./words.ts";

export type Channel = keyof typeof NUMBER.channels;

export type Giving =
  | { step: "choosing" }
  | { step: "asking" }
  | { step: "given"; answer: Answer; channel: Channel }
  | { step: "refused"; answer: Answer };

/** A second press so soon after the answer belongs to the first: nobody chooses a service in half a second. */
const SETTLE_MS = 500;

/** One number at a time: a double click gives one. The paper goes to the printer when somebody stands there. */
export function useGiving(): { giving: Giving; give: (service: string, channel: Channel) => Promise<void> } {
  const house = useHouse();
  const [giving, setGiving] = useState<Giving>({ step: "choosing" });
  const asking = useRef(false);
  const settled = useRef(0);

  const give = async (service: string, channel: Channel): Promise<void> => {
    if (asking.current || Date.now() < settled.current) return;
    asking.current = true;
    setGiving({ step: "asking" });
    const answer = await house.move({ kind: "give_number", service, channel });
    asking.current = false;
    settled.current = Date.now() + SETTLE_MS;
    setGiving(answer.result === "done" ? { step: "given", answer, channel } : { step: "refused", answer });
    if (answer.result === "done" && answer.url && channel === "counter") print(answer.url);
  };
  return { giving, give };
}
