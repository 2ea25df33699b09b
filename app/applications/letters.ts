import type { Locale } from "#db/vocabulary.ts";

/** The words of a letter. */
type LetterText = { subject: string; body: string };

export type ReceiptWords = {
  call: string;
  title: string;
  receiptNumber: string;
  receivedAt: string;
  digest: string;
  documents: number;
  mentions: string;
  link: string;
};

type ApplicationLetters = {
  received: (name: string, receipt: ReceiptWords) => LetterText;
  invitation: (invitation: {
    inviter: string;
    call: string;
    mayEdit: boolean;
    link: string;
    days: number;
  }) => LetterText;
  withdrawn: (name: string, call: string, code: string) => LetterText;
  complement: (
    name: string,
    request: { call: string; message: string; dueAt: string; link: string },
  ) => LetterText;
  ruled: (
    name: string,
    ruling: {
      call: string;
      code: string;
      isAdmissible: boolean;
      reasons: string;
      appeals: string;
      link: string;
    },
  ) => LetterText;
};

/** Letters about applications, in both languages. A link stands on a line of its own. */
export const applicationLetters: Record<Locale, ApplicationLetters> = {
  en: {
    received: (name, r) => ({
      subject: `Received: ${r.title} (${r.receiptNumber})`,
      body: `Hello ${name},\n\nWe have received the application “${r.title}” to the call “${r.call}”.\n\nReceipt number: ${r.receiptNumber}\nReceived: ${r.receivedAt}\nDocuments: ${String(r.documents)}\nFingerprint (SHA-256): ${r.digest}\n\n${r.mentions}\n\nThe receipt, also as PDF:\n\n${r.link}\n\nYou may submit again until the deadline; the last version counts.\n\nPalmarès\n`,
    }),
    invitation: (i) => ({
      subject: `${i.inviter} invites you to an application`,
      body: `Hello,\n\n${i.inviter} invites you to ${i.mayEdit ? "write" : "read"} an application to the call “${i.call}”. Sign in, or open an account, and accept:\n\n${i.link}\n\nThe link works once and for ${String(i.days)} days. If you do not know what this is about, ignore this letter.\n\nPalmarès\n`,
    }),
    withdrawn: (name, call, code) => ({
      subject: `Withdrawn: application ${code}`,
      body: `Hello ${name},\n\nThe application ${code} to the call “${call}” has been withdrawn by its owner. It will not be judged.\n\nPalmarès\n`,
    }),
    complement: (name, c) => ({
      subject: `Your application needs a complement: ${c.call}`,
      body: `Hello ${name},\n\nBefore your application to the call “${c.call}” can be examined, we need a complement:\n\n${c.message}\n\nPlease submit it before ${c.dueAt}:\n\n${c.link}\n\nPalmarès\n`,
    }),
    ruled: (name, r) => ({
      subject: r.isAdmissible ? `Admissible: application ${r.code}` : `Not admissible: application ${r.code}`,
      body: r.isAdmissible
        ? `Hello ${name},\n\nYour application ${r.code} to the call “${r.call}” is complete and admissible. The jury will judge it.\n\n${r.link}\n\nPalmarès\n`
        : `Hello ${name},\n\nYour application ${r.code} to the call “${r.call}” is not admissible, for this reason:\n\n${r.reasons}\n\n${r.appeals}\n\n${r.link}\n\nPalmarès\n`,
    }),
  },
  fr: {
    received: (name, r) => ({
      subject: `Accusé de réception\u00a0: ${r.title} (${r.receiptNumber})`,
      body: `Bonjour ${name},\n\nNous avons reçu la candidature «\u202f${r.title}\u202f» à l’appel «\u202f${r.call}\u202f».\n\nNuméro d’accusé\u00a0: ${r.receiptNumber}\nReçue le\u00a0: ${r.receivedAt}\nPièces\u00a0: ${String(r.documents)}\nEmpreinte (SHA-256)\u00a0: ${r.digest}\n\n${r.mentions}\n\nL’accusé de réception, aussi en PDF\u00a0:\n\n${r.link}\n\nVous pouvez déposer de nouveau jusqu’à la date limite\u202f; seule la dernière version compte.\n\nPalmarès\n`,
    }),
    invitation: (i) => ({
      subject: `${i.inviter} vous invite à une candidature`,
      body: `Bonjour,\n\n${i.inviter} vous invite à ${i.mayEdit ? "écrire" : "lire"} une candidature à l’appel «\u202f${i.call}\u202f». Connectez-vous, ou ouvrez un compte, et acceptez\u00a0:\n\n${i.link}\n\nLe lien vaut une fois, pendant ${String(i.days)} jours. Si vous ne savez pas de quoi il s’agit, ignorez cette lettre.\n\nPalmarès\n`,
    }),
    withdrawn: (name, call, code) => ({
      subject: `Retirée\u00a0: candidature ${code}`,
      body: `Bonjour ${name},\n\nLa candidature ${code} à l’appel «\u202f${call}\u202f» a été retirée par la personne qui la porte. Elle ne sera pas évaluée.\n\nPalmarès\n`,
    }),
    complement: (name, c) => ({
      subject: `Votre candidature est à compléter\u00a0: ${c.call}`,
      body: `Bonjour ${name},\n\nPour que votre candidature à l’appel «\u202f${c.call}\u202f» puisse être examinée, il nous manque ceci\u00a0:\n\n${c.message}\n\nDéposez ce complément avant le ${c.dueAt}\u00a0:\n\n${c.link}\n\nPalmarès\n`,
    }),
    ruled: (name, r) => ({
      subject: r.isAdmissible
        ? `Recevable\u00a0: candidature ${r.code}`
        : `Non recevable\u00a0: candidature ${r.code}`,
      body: r.isAdmissible
        ? `Bonjour ${name},\n\nVotre candidature ${r.code} à l’appel «\u202f${r.call}\u202f» est complète et recevable. Le jury l’évaluera.\n\n${r.link}\n\nPalmarès\n`
        : `Bonjour ${name},\n\nVotre candidature ${r.code} à l’appel «\u202f${r.call}\u202f» n’est pas recevable, pour cette raison\u00a0:\n\n${r.reasons}\n\n${r.appeals}\n\n${r.link}\n\nPalmarès\n`,
    }),
  },
};
