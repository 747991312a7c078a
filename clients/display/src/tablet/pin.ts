// What may be typed to open a card, key by key. Pure.

export type Face = "figures" | "letters";

/** How long an entry may be: PIN or 照合番号B, PIN1, the number on a residence card. */
const LENGTHS: Record<string, readonly number[]> = { mynumber: [4, 14], licence: [4], residence: [12] };
/** A residence card's number begins and ends with two letters. */
const LETTERS_AT = new Set([0, 1, 10, 11]);

export const longest = (card: string): number => Math.max(...(LENGTHS[card] ?? [4]));
export const isWhole = (card: string, typed: string): boolean => (LENGTHS[card] ?? []).includes(typed.length);

/** Which keys the next place takes. */
export const faceOf = (card: string, typed: string): Face =>
  card === "residence" && LETTERS_AT.has(typed.length) ? "letters" : "figures";

export const add = (card: string, typed: string, key: string): string =>
  typed.length < longest(card) ? typed + key : typed;

/** Only what a visitor knows by heart is hidden; a number that is printed on the card is not. */
export const shownAs = (card: string, typed: string): string =>
  card === "residence" || typed.length > 4 ? typed : "●".repeat(typed.length);
