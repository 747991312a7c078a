import { newOp } from "@madoguchi/shared/ids.ts";
import { useRef, useState } from "react";
import { useCase, useHouse } from "../hooks.ts";
import { forget, type Key, type Laid, take } from "./api.ts";
import { why } from "./why.ts";
import { K } from "./words.ts";

/** The key that puts a card where it belongs. `wrong`: why it did not. */
export function useTaking(id: string) {
  const house = useHouse();
  const { catalog } = useCase(id);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const ops = useRef(new Map<string, string>());

  /** The same key pressed again is the same deed. */
  const opOf = (laid: Laid, key: Key): string => {
    const name = `${laid.read} ${JSON.stringify(key)}`;
    const op = ops.current.get(name) ?? newOp();
    ops.current.set(name, op);
    return op;
  };
  const labels = (keys: string[]): string => keys.map((key) => catalog?.label(key) ?? key).join("、");

  /** The person who has it now; undefined when it was refused. */
  async function put(laid: Laid, key: Key, who: string): Promise<string | undefined> {
    if (busy) return undefined;
    setBusy(true);
    setWrong("");
    try {
      const said = await take(id, laid.read, opOf(laid, key), key);
      if (said.result !== "ok" && said.result !== "done") {
        setWrong(K.busy);
        return undefined;
      }
      gone(laid);
      const still = [...(said.differing ?? []), ...Object.keys(said.left_out ?? {})];
      if (still.length > 0) house.notice({ tone: "look", what: K.still(labels(still)), now: K.putNow });
      else house.notice({ tone: "kept", what: K.put(who), now: K.putNow });
      return said.person ?? undefined;
    } catch (no) {
      setWrong(why(no));
      house.cardTold(id);
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  async function away(laid: Laid): Promise<void> {
    setWrong("");
    try {
      await forget(id, laid.read);
      gone(laid);
    } catch (no) {
      setWrong(why(no));
    }
  }

  const gone = (laid: Laid): void =>
    house.laid(
      id,
      (house.get().cards[id]?.reads ?? []).filter((one) => one.read !== laid.read),
    );

  return { busy, wrong, put, away };
}
