import type { Refusal } from "#app/accounts/refusal.ts";
import { isReserved } from "./reserved-names.ts";

export type NameRefusalCode =
  "name_character_refused" | "name_scripts_mixed" | "name_reserved" | "name_is_address";

export type NameRefusal = Refusal<NameRefusalCode>;

/** Why a text may not stand where people read a name: it holds what cannot be seen or what is drawn over its neighbours,
 * letters of several scripts in one word, or an address that a mail program would make a link of.
 * @param field which field of a form it came from, for the sentence beside it */
export function refusalOfText(text: string, field: string): NameRefusal | null {
  const character = refusedCharacter(text);
  if (character !== null)
    return { code: "name_character_refused", details: { field, character: codePoint(character) } };
  const word = text.split(/[^\p{L}\p{M}]+/u).find((one) => scriptsOf(one).size > 1);
  if (word !== undefined) return { code: "name_scripts_mixed", details: { field } };
  return /:\/\/|\bwww\./iu.test(text.normalize("NFKC"))
    ? { code: "name_is_address", details: { field } }
    : null;
}

/** Why a name may not be borne in public: also when it can be taken for the platform's own. */
export function refusalOfName(name: string, field: string): NameRefusal | null {
  return (
    refusalOfText(name, field) ?? (isReserved(name) ? { code: "name_reserved", details: { field } } : null)
  );
}

/** Controls, formatting, private and unassigned code points, and letters that are drawn as nothing. Emoji and other
 * pictures are refused with them: a tick or a medal beside a name is the platform's to give. */
const refused =
  /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]|(?![©®™°№])\p{So}|\p{Emoji_Modifier}/u;

/** Joiners are spelling in the scripts whose letters join: Arabic's, and those of India and its neighbours. */
const joined =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}])[\u200C\u200D](?=\p{L})/gu;

/** More marks over one letter than any spelling needs: Latin, Greek and Cyrillic bear two beside their own letters. */
const flood = /[\u0300-\u036F]{2}([\u0300-\u036F])|\p{Mn}{4}(\p{Mn})|^(\p{M})|[^\p{L}\p{N}\p{M}](\p{Mn})/u;

function refusedCharacter(text: string): string | null {
  const spelled = text.normalize("NFC").replace(joined, "");
  const marks = flood.exec(spelled);
  return refused.exec(spelled)?.[0] ?? marks?.slice(1).find(Boolean) ?? null;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const scriptNames = [
  "Latin",
  "Greek",
  "Cyrillic",
  "Armenian",
  "Georgian",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Thai",
  "Lao",
  "Khmer",
  "Ethiopic",
  "Cherokee",
  "Coptic",
  "Lisu",
  "Tifinagh",
] as const;
const scripts = scriptNames.map((name) => [name, new RegExp(`\\p{Script=${name}}`, "u")] as const);
/** Written together with each other, and with Latin letters, which none of them resembles. */
const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/** The scripts of a word's letters that must not meet in it. */
function scriptsOf(word: string): Set<string> {
  const letters = [...word].filter((letter) => /\p{L}/u.test(letter) && !eastAsian.test(letter));
  return new Set(
    letters
      .filter((letter) => !/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter))
      .map((letter) => scripts.find(([, pattern]) => pattern.test(letter))?.[0] ?? "other"),
  );
}
