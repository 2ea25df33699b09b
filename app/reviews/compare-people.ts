import { differsByOneSlip, wordsOf } from "./normalise-name.ts";

const particles = new Set([
  "de",
  "du",
  "des",
  "d",
  "la",
  "le",
  "van",
  "von",
  "der",
  "den",
  "di",
  "da",
  "dos",
  "el",
  "al",
  "ben",
  "bin",
]);
const titles = new Set([
  "dr",
  "pr",
  "prof",
  "docteur",
  "professeur",
  "professor",
  "mme",
  "mr",
  "mrs",
  "ms",
  "monsieur",
  "madame",
  "phd",
  "md",
]);

/** A written name as it is compared: its words in any order, and the other way to read it (JP as J. P.), if there is one. */
export type ReadName = { readings: string[][] };

/** Reads a name once, to be compared often. */
export function readName(name: string): ReadName {
  const words = wordsOf(name).map(withoutUmlautLetters);
  const kept = words.filter((word) => !particles.has(word) && !titles.has(word));
  const named = kept.length > 1 ? kept : words;
  const joined = new Set((name.match(/\b\p{Lu}{2,3}\b/gu) ?? []).map((letters) => letters.toLowerCase()));
  const split = named.flatMap((word) => (joined.has(word) ? [...word] : [word]));
  return { readings: split.length === named.length ? [named] : [named, split] };
}

/** Müller and Mueller, Noël and Noel are written either way. */
function withoutUmlautLetters(word: string): string {
  return word.replace(/([aou])e/g, "$1");
}

/** Whether two names may be the same person's: accents, case, order, initials, a second family or given name left out,
 * or one slip in a long word. At least two parts must agree, one of them in full. */
export function mayBeSamePerson(one: ReadName, other: ReadName): boolean {
  return one.readings.some((words) => other.readings.some((others) => agree(words, others)));
}

function agree(words: readonly string[], others: readonly string[]): boolean {
  const [shorter, longer] = words.length <= others.length ? [words, others] : [others, words];
  if (shorter.length < 2) return false;
  const rest = [...longer];
  const inFull = takeMatching(shorter, rest, (word, other) => word.length > 1 && word === other);
  const slips = takeMatching(inFull.unmatched, rest, (word, other) => differsByOneSlip(word, other, 6));
  const initials = takeMatching(
    slips.unmatched,
    rest,
    (word, other) => (word.length === 1 || other.length === 1) && word[0] === other[0],
  );
  const isNamed =
    inFull.matched.some((word) => word.length > 2) ||
    (slips.matched.length === 1 && inFull.matched.length > 0);
  const hasSlippedFamily = slips.matched.length === 1 && initials.matched.length > 0 && shorter.length === 2;
  return initials.unmatched.length === 0 && slips.matched.length < 2 && (isNamed || hasSlippedFamily);
}

/** Pairs words with the first of the rest that fits; what fits is taken out of the rest. */
function takeMatching(
  words: readonly string[],
  rest: string[],
  fits: (word: string, other: string) => boolean,
) {
  const matched: string[] = [];
  const unmatched: string[] = [];
  for (const word of words) {
    const place = rest.findIndex((other) => fits(word, other));
    if (place === -1) unmatched.push(word);
    else {
      rest.splice(place, 1);
      matched.push(word);
    }
  }
  return { matched, unmatched };
}
