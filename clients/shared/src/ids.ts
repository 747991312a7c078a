// New ids, in the shapes of handoff/ids.py: lower-case base 32 without i, l, o, u.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function spell(letters: number): string {
  const chance = crypto.getRandomValues(new Uint8Array(letters));
  return Array.from(chance, (byte) => ALPHABET[byte & 31]).join("");
}

/** An op, request or ask. */
export const newOp = (): string => spell(26);

/** A person, unique in its case. */
export const newPerson = (): string => spell(8);
