import type { Locale } from "#db/vocabulary.ts";

type Words = { name: string; call: string; code: string };

/** To the members of an application whose owner gives the place up. */
export function awardDeclined(
  locale: Locale,
  { name, call, code }: Words,
): { subject: string; body: string } {
  return locale === "fr"
    ? {
        subject: `Désistement enregistré\u00a0: candidature ${code}`,
        body: `Bonjour ${name},\n\nLa personne qui porte la candidature ${code}, lauréate de l’appel «\u202f${call}\u202f», renonce à sa place. Celle-ci revient à la liste d’attente.\n\nPalmarès\n`,
      }
    : {
        subject: `Place given up: application ${code}`,
        body: `Hello ${name},\n\nThe owner of the application ${code}, a laureate of the call “${call}”, gives up its place. It goes to the waiting list.\n\nPalmarès\n`,
      };
}
