// Twin of handoff/why.py: why a procedure comes, and which single answer would take it away.

import type { Bringing } from "./book.ts";
import type { Scalar } from "./expression.ts";
import type { ByHand } from "./known.ts";
import { holds, type World } from "./worlds.ts";

/** One thing that brought it: a question with its answer (null: not answered), or a fact with its value. */
export interface Because {
  readonly name: string;
  readonly value: Scalar;
}

/** An answer that would take it away, if it were the only one to change. */
export interface Turn {
  readonly question: string;
  readonly answer: boolean;
}

/** What brought a procedure: a life event with what was answered (none: it always comes with the event), or a hand. */
export interface Why {
  readonly event: string;
  readonly because: readonly Because[];
  readonly takesAway: readonly Turn[];
  readonly byHand: boolean;
  readonly reason: string;
  readonly note: string;
}

/** Why an event brings a procedure. */
export function why(world: World, one: Bringing): Why {
  const names = one.trigger.because(world.env).filter((name) => name !== "ev");
  const because = names.map((name) => ({ name, value: world.env.get(name) ?? null }));
  return { event: world.event, because, takesAway: turns(world, one), byHand: false, reason: "", note: "" };
}

/** That a hand put it there. */
export const hand = (said: ByHand): Why => ({
  event: "",
  because: [],
  takesAway: [],
  byHand: true,
  reason: said.reason,
  note: said.note,
});

function turns(world: World, one: Bringing): Turn[] {
  return roots(world, one).flatMap((question) => {
    const now = world.env.get(question) ?? null;
    const others = typeof now === "boolean" ? [!now] : [true, false];
    return others
      .filter((answer) => !holds(one.trigger, world.turned(question, answer)))
      .map((answer) => ({ question, answer }));
  });
}

/** The questions asked in this event that a procedure's condition looks at, or that these follow from; in order. */
function roots(world: World, one: Bringing): string[] {
  const { index, askings } = world.chapter;
  const found = new Set<string>();
  const todo = [...one.trigger.places.keys()];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const at = index.get(name);
    if (at === undefined || found.has(name)) continue;
    found.add(name);
    todo.push(...askings[at]!.show.places.keys(), ...askings[at]!.auto.places.keys());
  }
  return [...found].filter((name) => world.autos.has(name)).sort((a, b) => index.get(a)! - index.get(b)!);
}
