// Twin of handoff/worlds.py: one life event as a case knows it: which questions are asked, what each is answered, what that
// brings. An answer to a question that is not asked now counts for nothing, and comes back with its question.

import type { Asking, Book, Bringing, Chapter, Firing } from "./book.ts";
import type { Env, Expression, Scalar } from "./expression.ts";
import type { Known } from "./known.ts";

/** What would be known after some changes; the rest is as it was. */
class Turned implements Env {
  constructor(
    private readonly before: Env,
    readonly changes: Map<string, Scalar>,
  ) {}

  get(name: string): Scalar | undefined {
    const changed = this.changes.get(name);
    return changed === undefined ? this.before.get(name) : changed;
  }
}

export class World {
  readonly env: Map<string, Scalar>;
  /** The questions that are asked, with what each answers by itself. */
  readonly autos = new Map<string, boolean | null>();
  private readonly turns = new Map<string, Env>();

  constructor(
    readonly event: string,
    readonly chapter: Chapter,
    private readonly known: Known,
  ) {
    this.env = new Map<string, Scalar>(Object.entries(known.facts));
    this.env.set("ev", event || null);
    for (const asking of chapter.askings) {
      if (asking.show.value(this.env) !== true) continue;
      const { question } = asking.row;
      const auto = truth(asking.auto, this.env);
      this.autos.set(question, auto);
      this.env.set(question, known.answers[question] ?? auto);
    }
  }

  /** The procedures that this event brings, in the order of the catalog. */
  brings(): Bringing[] {
    return this.chapter.bringings.filter((one) => holds(one.trigger, this.env));
  }

  /** The rules of these effects that hold, in the order of the catalog. */
  fires(...effects: string[]): Firing[] {
    return this.chapter.firings.filter((one) => effects.includes(one.row.effect) && holds(one.when, this.env));
  }

  /** What would be known if one answer were another: questions that follow from it come and go. */
  turned(question: string, answer: boolean): Env {
    const name = `${question} ${answer}`;
    const found = this.turns.get(name) ?? this.turn(question, answer);
    this.turns.set(name, found);
    return found;
  }

  private turn(question: string, answer: boolean): Env {
    const now = new Turned(this.env, new Map<string, Scalar>([[question, answer]]));
    for (const asking of this.followers(question)) now.changes.set(asking.row.question, this.answer(asking, now));
    return now;
  }

  /** The answer that counts: none when it is not asked; the given one, or its own. */
  private answer({ row, show, auto }: Asking, env: Env): boolean | null {
    return show.value(env) === true ? (this.known.answers[row.question] ?? truth(auto, env)) : null;
  }

  /** The questions whose conditions ask for this one, for those, and so on; in their order. */
  private followers(question: string): Asking[] {
    const found = new Set<number>();
    const todo = [question];
    for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
      for (const at of this.chapter.users.get(name) ?? []) {
        if (found.has(at)) continue;
        found.add(at);
        todo.push(this.chapter.askings[at]!.row.question);
      }
    }
    return [...found].sort((a, b) => a - b).map((at) => this.chapter.askings[at]!);
  }
}

/** The events of a visit, each with all that is known; the visit without any event is one, too. */
export function worlds(book: Book, known: Known): World[] {
  const events = known.events.filter((event) => event && book.chapters.has(event));
  return (events.length > 0 ? events : [""]).map((event) => new World(event, book.chapters.get(event)!, known));
}

/** Whether a condition is true: what is not known is not. */
export const holds = (condition: Expression, env: Env): boolean => condition.value(env) === true;

/** The answer that a condition gives by itself, null when it gives none. */
function truth(condition: Expression, env: Env): boolean | null {
  const said = condition.value(env);
  return typeof said === "boolean" ? said : null;
}
