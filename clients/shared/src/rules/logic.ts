// Twin of handoff/logic.py: what the parts of an expression mean. Three-valued (Kleene): null is "not known", and nothing
// that is not known ever becomes an answer. No expression throws when it is evaluated.

export type Scalar = boolean | number | string | null;
/** What is known: a name that it does not give is not known. */
export interface Env {
  get(name: string): Scalar | undefined;
}

export interface Node {
  /** What it is, given what is known; a name that is missing is not known. */
  value(env: Env): Scalar;
  /** Adds the names that make it what it is. */
  because(env: Env, found: Set<string>): void;
}

const isYesNo = (value: Scalar): value is boolean => typeof value === "boolean";

export const constant = (it: Scalar): Node => ({ value: () => it, because: () => {} });

export const name = (which: string): Node => ({
  value: (env) => env.get(which) ?? null,
  because: (_, found) => void found.add(which),
});

export const contrary = (part: Node): Node => ({
  value: (env) => {
    const said = part.value(env);
    return isYesNo(said) ? !said : null;
  },
  because: (env, found) => part.because(env, found),
});

/** Parts joined by `and` (`stop` false) or by `or` (`stop` true): the value that one part alone decides. */
export function row(stop: boolean, parts: readonly Node[]): Node {
  const value = (env: Env): Scalar => {
    let found: boolean | null = !stop;
    for (const part of parts) {
      const said = part.value(env);
      if (said === stop) return stop;
      if (said !== !stop) found = null;
    }
    return found;
  };
  const because = (env: Env, found: Set<string>): void => {
    const said = value(env);
    for (const part of parts) {
      const one = part.value(env);
      const decides = said === null ? !isYesNo(one) : said !== stop || one === said;
      if (decides) part.because(env, found);
    }
  };
  return { value, because };
}

export function compare(sign: string, left: Node, right: Node): Node {
  return {
    value: (env) => {
      const [one, other] = [left.value(env), right.value(env)];
      if (sign === "==") return one === other;
      if (sign === "!=") return one !== other;
      const order = orderOf(one, other);
      return order === null ? null : ORDERS[sign]!(order);
    },
    because: (env, found) => {
      left.because(env, found);
      right.because(env, found);
    },
  };
}

const ORDERS: Record<string, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Less than, same, more than; null for what has no order, or two different kinds. */
function orderOf(one: Scalar, other: Scalar): number | null {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return typeof one === "string" && typeof other === "string" ? orderOfTexts([...one], [...other]) : null;
}

/** By code points, as Python orders texts. */
function orderOfTexts(one: string[], other: string[]): number {
  const place = one.findIndex((point, index) => point !== other[index]);
  if (place < 0) return one.length - other.length;
  return place >= other.length ? 1 : one[place]!.codePointAt(0)! - other[place]!.codePointAt(0)!;
}

export const among = (part: Node, values: readonly Scalar[], wanted: boolean): Node => ({
  value: (env) => values.includes(part.value(env)) === wanted,
  because: (env, found) => part.because(env, found),
});

export const starts = (part: Node, text: string): Node => ({
  value: (env) => {
    const said = part.value(env);
    return typeof said === "string" ? said.startsWith(text) : null;
  },
  because: (env, found) => part.because(env, found),
});

export function choice(then: Node, condition: Node, other: Node): Node {
  const taken = (env: Env): Node | null => {
    const said = condition.value(env);
    return isYesNo(said) ? (said ? then : other) : null;
  };
  return {
    value: (env) => taken(env)?.value(env) ?? null,
    because: (env, found) => {
      condition.because(env, found);
      taken(env)?.because(env, found);
    },
  };
}
