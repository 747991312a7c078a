// Twin of handoff/tokens.py: the grammar's words of an expression, cut apart, each with its place (the index of a code point).

export const LIMIT = 2_000;
export const DEPTH = 40;
const DIGITS = 9;

/** Why a text is no expression; the sentences stand in handoff/tokens.py. */
export type Why =
  | "empty"
  | "long"
  | "deep"
  | "character"
  | "quote"
  | "number"
  | "word"
  | "end"
  | "bracket"
  | "else"
  | "chain"
  | "list"
  | "method";

/** A text that is no expression: where and why. */
export class BadExpression extends Error {
  constructor(
    readonly place: number,
    readonly why: Why,
  ) {
    super(`${place}: ${why}`);
  }
}

export interface Token {
  readonly kind: "name" | "number" | "string" | "sign" | "end";
  readonly text: string;
  readonly place: number;
}

const BLANK = /[ \t\r\n]*/y;
const TOKEN = /([A-Za-z_][A-Za-z0-9_]*)|([0-9]+)|('[^'\r\n]*')|(==|!=|<=|>=|[<>(),.])/y;
const KINDS = ["name", "number", "string", "sign"] as const;

/** All words, the last one an end. */
export function tokens(text: string): Token[] {
  if (points(text) > LIMIT) throw new BadExpression(LIMIT, "long");
  const found: Token[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    const token = read(text, at);
    found.push(token);
    at = skip(text, at + token.text.length);
  }
  if (found.length === 0) throw new BadExpression(0, "empty");
  return [...found, { kind: "end", text: "", place: points(text) }];
}

function skip(text: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.exec(text);
  return BLANK.lastIndex;
}

function read(text: string, at: number): Token {
  TOKEN.lastIndex = at;
  const found = TOKEN.exec(text);
  const place = points(text.slice(0, at));
  if (!found) throw new BadExpression(place, text[at] === "'" ? "quote" : "character");
  const kind = KINDS[found.slice(1).findIndex((part) => part !== undefined)]!;
  if (kind === "number" && found[0].length > DIGITS) throw new BadExpression(place, "number");
  return { kind, text: found[0], place };
}

/** How many code points: Python counts them, and so do places. */
const points = (text: string): number => [...text].length;
