import { withoutInvisible } from "#app/i18n/written-text.ts";

/** Text as it is compared: without accents, case or punctuation; words apart by single spaces. */
export function fold(text: string): string {
  return withoutInvisible(text)
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l")
    .replace(/đ/g, "d")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a folded text; empty for an empty text. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === "" ? [] : folded.split(" ");
}

/** Whether two words are the same but for one slip (a letter more, less, or other) in a word long enough to bear it. */
export function differsByOneSlip(one: string, other: string, shortest: number): boolean {
  if (Math.min(one.length, other.length) < shortest || Math.abs(one.length - other.length) > 1) return false;
  if (one[0] !== other[0]) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [restOfOne, restOfOther] = [one.slice(start), other.slice(start)];
  return (
    restOfOne.slice(1) === restOfOther.slice(1) ||
    restOfOne.slice(1) === restOfOther ||
    restOfOne === restOfOther.slice(1)
  );
}
