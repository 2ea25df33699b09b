/** What a cell's text means as a number. */
export type Reading = { value: number } | { fault: "not_a_number" | "not_finite" };

// Every part is a run of one kind of character, so that reading is linear in the length of the text.
const decimal = /^[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const notFinite = /^[+-]?(?:nan|inf|infinity)$/i;

/** Reads a decimal number in ASCII, correctly rounded: digits with at most one point and an exponent.
 * No blanks, no hexadecimal, no decimal comma; an empty cell is not a number, and a number beyond the range of doubles
 * is not finite. */
export function readNumber(text: string): Reading {
  if (!decimal.test(text)) return { fault: notFinite.test(text) ? "not_finite" : "not_a_number" };
  const value = Number(text);
  return Number.isFinite(value) ? { value } : { fault: "not_finite" };
}
