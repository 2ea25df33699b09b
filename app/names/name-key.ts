import { confusables } from "./confusables.ts";

/** What two names have in common when one can be taken for the other: the skeleton of Unicode's UTS #39, coarser by case,
 * accents, the likeness of i and l, and the spaces and dashes between letters.
 * @param name any text
 * @returns to be compared, never shown; empty only for a name without anything in it */
export function nameKey(name: string): string {
  const lookedAt = lookOf(lookOf(name.normalize("NFKC")).toLowerCase());
  const coarse = lookedAt.toLowerCase().replace(/i/g, "l");
  const joined = coarse.replace(/[\s\p{Pd}\p{Pc}'·]|[.,](?!\d)/gu, "");
  return joined === "" ? coarse : joined;
}

/** Each character as what it looks like, without the accents of Latin, Greek and Cyrillic. */
function lookOf(text: string): string {
  return [...withoutAccents(text)]
    .map((character) => withoutAccents(confusables.get(character) ?? character))
    .join("");
}

function withoutAccents(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036F\p{Default_Ignorable_Code_Point}]/gu, "");
}
