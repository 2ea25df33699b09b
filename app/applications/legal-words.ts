import { formatDate } from "#app/i18n/format.ts";
import type { LegalMentions } from "#db/schema/calls.ts";
import type { Locale } from "#db/vocabulary.ts";

/** The mentions of a receipt as sentences, each with a heading: what CRPA, article R112-11-1, asks for.
 * Appeals are given as they were written, Markdown included. */
export function legalWords(mentions: LegalMentions, locale: Locale): { heading: string; text: string }[] {
  const words = locale === "fr" ? french : english;
  const service = [mentions.service[locale], mentions.postalAddress[locale], mentions.email, mentions.phone];
  // A date without hour is the same day everywhere: noon in UTC keeps it.
  const day = formatDate(locale, new Date(`${mentions.silenceOn}T12:00:00Z`), "UTC");
  return [
    { heading: words.service, text: service.join("\n") },
    { heading: words.silence, text: words.silenceMeans[mentions.silence](day) },
    { heading: words.appeals, text: mentions.appeals[locale] },
  ];
}

const english = {
  service: "Service in charge",
  silence: "If you hear nothing",
  silenceMeans: {
    rejection: (day: string) =>
      `Provided that your application is complete, silence until ${day} means that it is rejected.`,
    acceptance: (day: string) =>
      `Provided that your application is complete, silence until ${day} means that it is accepted.`,
  },
  appeals: "Appeals",
};

const french: typeof english = {
  service: "Service chargé du dossier",
  silence: "En l’absence de réponse",
  silenceMeans: {
    rejection: (day) => `Si votre dossier est complet, l’absence de réponse au ${day} vaut rejet.`,
    acceptance: (day) => `Si votre dossier est complet, l’absence de réponse au ${day} vaut acceptation.`,
  },
  appeals: "Voies et délais de recours",
};
