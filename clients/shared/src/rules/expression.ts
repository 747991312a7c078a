// Twin of handoff/expression.py: the conditions of the catalog, a small boolean language with a parser of its own.

import { BadExpression, DEPTH, type Token, tokens, type Why } from "./grammar.ts";
import {
  among,
  choice,
  compare,
  constant,
  contrary,
  type Env,
  type Node,
  name,
  row,
  type Scalar,
  starts,
} from "./logic.ts";

export { BadExpression } from "./grammar.ts";
export type { Env, Scalar } from "./logic.ts";

export class Expression {
  constructor(
    readonly text: string,
    private readonly root: Node,
    /** The names that it asks for, each with its first place. */
    readonly places: ReadonlyMap<string, number>,
  ) {}

  value(env: Env): Scalar {
    return this.root.value(env);
  }

  /** The names that make it what it is, each once, in the order of the text. */
  because(env: Env): string[] {
    const found = new Set<string>();
    this.root.because(env, found);
    return [...found];
  }
}

/** The expression of a text; BadExpression when it is none. */
export function parse(text: string): Expression {
  const parser = new Parser(tokens(text));
  const root = parser.whole();
  return new Expression(text, root, parser.places);
}

const WORDS: ReadonlySet<string> = new Set(["or", "and", "not", "in", "if", "else", "True", "False", "None"]);
const COMPARING = ["==", "!=", "<", "<=", ">", ">="];
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ["True", true],
  ["False", false],
  ["None", null],
]);

class Parser {
  readonly places = new Map<string, number>();
  private at = 0;

  constructor(private readonly words: readonly Token[]) {}

  whole(): Node {
    const root = this.choice(0);
    if (this.now.kind !== "end") throw this.wrong();
    return root;
  }

  private get now(): Token {
    return this.words[this.at]!;
  }

  /** The next word, if it is one of these. */
  private take(...texts: string[]): Token | null {
    const { now } = this;
    if ((now.kind !== "name" && now.kind !== "sign") || !texts.includes(now.text)) return null;
    this.at += 1;
    return now;
  }

  private wrong(why: Why = "word"): BadExpression {
    return new BadExpression(this.now.place, this.now.kind === "end" ? "end" : why);
  }

  private must(text: string, why: Why): void {
    if (!this.take(text)) throw this.wrong(why);
  }

  /** One level further in, which begins at a word. */
  private deeper(depth: number, at: Token): number {
    if (depth >= DEPTH) throw new BadExpression(at.place, "deep");
    return depth + 1;
  }

  private choice(depth: number): Node {
    const then = this.either(depth);
    if (!this.take("if")) return then;
    const condition = this.either(depth);
    const at = this.take("else");
    if (!at) throw new BadExpression(this.now.place, "else");
    return choice(then, condition, this.choice(this.deeper(depth, at)));
  }

  private either(depth: number): Node {
    const parts = [this.both(depth)];
    while (this.take("or")) parts.push(this.both(depth));
    return parts.length === 1 ? parts[0]! : row(true, parts);
  }

  private both(depth: number): Node {
    const parts = [this.contrary(depth)];
    while (this.take("and")) parts.push(this.contrary(depth));
    return parts.length === 1 ? parts[0]! : row(false, parts);
  }

  private contrary(depth: number): Node {
    const at = this.take("not");
    return at ? contrary(this.contrary(this.deeper(depth, at))) : this.compared(depth);
  }

  private compared(depth: number): Node {
    const left = this.dotted(depth);
    const made = this.beside(left, depth);
    if (made !== left && [...COMPARING, "in", "not"].includes(this.now.text)) throw this.wrong("chain");
    return made;
  }

  private beside(left: Node, depth: number): Node {
    const sign = this.take(...COMPARING);
    if (sign) return compare(sign.text, left, this.dotted(depth));
    if (this.take("in")) return among(left, this.listed(), true);
    if (!this.take("not")) return left;
    this.must("in", "word");
    return among(left, this.listed(), false);
  }

  /** `('A','B')`: at least one value, each written out. */
  private listed(): Scalar[] {
    this.must("(", "list");
    const values = [this.literal()];
    while (this.take(",")) {
      if (this.take(")")) return values;
      values.push(this.literal());
    }
    this.must(")", "list");
    return values;
  }

  private literal(): Scalar {
    const value = this.written();
    if (value === undefined) throw this.wrong("list");
    return value;
  }

  /** The value that is written out here, if one is. */
  private written(): Scalar | undefined {
    const { now } = this;
    const value =
      now.kind === "string" ? now.text.slice(1, -1) : now.kind === "number" ? Number(now.text) : LITERALS.get(now.text);
    if (value !== undefined) this.at += 1;
    return value;
  }

  private dotted(depth: number): Node {
    let part = this.atom(depth);
    while (this.take(".")) {
      this.must("startswith", "method");
      this.must("(", "method");
      const text = this.now;
      if (text.kind !== "string") throw this.wrong("method");
      this.at += 1;
      this.must(")", "bracket");
      part = starts(part, text.text.slice(1, -1));
    }
    return part;
  }

  private atom(depth: number): Node {
    const { now } = this;
    if (this.take("(")) {
      const inner = this.choice(this.deeper(depth, now));
      if (!this.take(")")) throw this.now.kind === "end" ? new BadExpression(now.place, "bracket") : this.wrong();
      return inner;
    }
    const value = this.written();
    if (value !== undefined) return constant(value);
    if (now.kind !== "name" || WORDS.has(now.text)) throw this.wrong();
    this.at += 1;
    if (!this.places.has(now.text)) this.places.set(now.text, now.place);
    return name(now.text);
  }
}
