import { texts } from "#app/i18n/text.ts";
import type { NameRefusal } from "./name-rules.ts";

export const nameTexts = texts(
  {
    name_character_refused: (character: string) =>
      `A name cannot hold the character ${character}, which is invisible, drawn over others, or a picture. Take it out.`,
    name_scripts_mixed:
      "One word mixes letters of several alphabets, which look alike. Write each word in one alphabet.",
    name_reserved: "This name could be taken for the platform, its jury or its organisers. Choose another.",
    name_is_address: "A name cannot hold an address of the web.",
  },
  {
    name_character_refused: (character: string) =>
      `Un nom ne peut pas contenir le caractère ${character}, invisible, dessiné sur les autres, ou image. Retirez-le.`,
    name_scripts_mixed:
      "Un mot mêle des lettres de plusieurs alphabets, qui se ressemblent. Écrivez chaque mot dans un seul alphabet.",
    name_reserved:
      "Ce nom pourrait passer pour celui de la plateforme, du jury ou des organisateurs. Choisissez-en un autre.",
    name_is_address: "Un nom ne peut pas contenir d’adresse du web.",
  },
);

/** Why a name was refused; null when something else was. */
export function nameSentence(
  text: typeof nameTexts.en,
  refusal: { code: string; details?: NameRefusal["details"] },
): string | null {
  switch (refusal.code) {
    case "name_character_refused":
      return text.name_character_refused(String(refusal.details?.["character"] ?? ""));
    case "name_scripts_mixed":
    case "name_reserved":
    case "name_is_address":
      return text[refusal.code];
    default:
      return null;
  }
}
