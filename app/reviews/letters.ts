import type { Locale } from "#db/vocabulary.ts";

type LetterText = { subject: string; body: string };

type ReviewLetters = {
  invitation: (invitation: {
    name: string;
    call: string;
    inviter: string;
    link: string;
    days: number;
    maxLoad: number;
  }) => LetterText;
  reminder: (name: string, reminder: { call: string; waiting: number; link: string }) => LetterText;
  reopened: (
    name: string,
    review: { call: string; code: string; reason: string; link: string },
  ) => LetterText;
};

/** Letters to jurors, in both languages. They never name an applicant, a title or a mark. */
export const reviewLetters: Record<Locale, ReviewLetters> = {
  en: {
    invitation: (i) => ({
      subject: `Invitation to the jury: ${i.call}`,
      body: `Hello ${i.name},\n\n${i.inviter} invites you to judge applications to the call “${i.call}”, ${String(i.maxLoad)} at most. The page behind this link shows the jury’s charter; there you accept or decline:\n\n${i.link}\n\nThe link is for this address alone and works for ${String(i.days)} days.\n\nPalmarès\n`,
    }),
    reminder: (name, r) => ({
      subject: `Reviews that wait for you: ${r.call}`,
      body: `Hello ${name},\n\nIn the call “${r.call}”, reviews that wait for you: ${String(r.waiting)}. You find them here:\n\n${r.link}\n\nPalmarès\n`,
    }),
    reopened: (name, r) => ({
      subject: `Your review is open again: ${r.code}`,
      body: `Hello ${name},\n\nIn the call “${r.call}”, your review of ${r.code} has been opened again, for this reason:\n\n${r.reason}\n\nPlease look at it and hand it in again:\n\n${r.link}\n\nPalmarès\n`,
    }),
  },
  fr: {
    invitation: (i) => ({
      subject: `Invitation au jury\u00a0: ${i.call}`,
      body: `Bonjour ${i.name},\n\n${i.inviter} vous invite à évaluer des dossiers de l’appel «\u202f${i.call}\u202f», ${String(i.maxLoad)} au plus. La page de ce lien montre la charte du jury\u202f; vous y acceptez ou déclinez\u00a0:\n\n${i.link}\n\nLe lien est réservé à cette adresse et est valable ${String(i.days)} jours.\n\nPalmarès\n`,
    }),
    reminder: (name, r) => ({
      subject: `Des évaluations vous attendent\u00a0: ${r.call}`,
      body: `Bonjour ${name},\n\nDans l’appel «\u202f${r.call}\u202f», évaluations qu’il vous reste à rendre\u00a0: ${String(r.waiting)}. Vous les trouvez ici\u00a0:\n\n${r.link}\n\nPalmarès\n`,
    }),
    reopened: (name, r) => ({
      subject: `Votre évaluation est rouverte\u00a0: ${r.code}`,
      body: `Bonjour ${name},\n\nDans l’appel «\u202f${r.call}\u202f», votre évaluation du dossier ${r.code} a été rouverte, pour cette raison\u00a0:\n\n${r.reason}\n\nRelisez-la et rendez-la de nouveau\u00a0:\n\n${r.link}\n\nPalmarès\n`,
    }),
  },
};
