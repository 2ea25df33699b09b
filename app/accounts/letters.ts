import type { Locale } from "#db/vocabulary.ts";

/** The words of a letter. */
export type LetterText = { subject: string; body: string };

type AccountLetters = {
  confirmEmail: (link: string, hours: number) => LetterText;
  accountExists: (name: string, signIn: string, reset: string) => LetterText;
  resetPassword: (name: string, link: string, hours: number) => LetterText;
  passwordChanged: (name: string, reset: string) => LetterText;
};

/** Letters about an account, in both languages. The link stands on a line of its own. */
export const accountLetters: Record<Locale, AccountLetters> = {
  en: {
    confirmEmail: (link, hours) => ({
      subject: "Confirm your e-mail address",
      body: `Hello,\n\nAn account has been opened on Palmarès with this address. Confirm that it is yours:\n\n${link}\n\nThe link works for ${String(hours)} hours. If you did not ask for an account, ignore this letter: without confirmation nothing can be done in your name.\n\nPalmarès\n`,
    }),
    accountExists: (name, signIn, reset) => ({
      subject: "You already have an account",
      body: `Hello ${name},\n\nSomebody, probably you, has asked for an account on Palmarès with this address. You have one already. Sign in:\n\n${signIn}\n\nIf you have forgotten your password, choose another one:\n\n${reset}\n\nIf it was not you, there is nothing to do.\n\nPalmarès\n`,
    }),
    resetPassword: (name, link, hours) => ({
      subject: "Choose another password",
      body: `Hello ${name},\n\nSomebody, probably you, has asked to choose another password on Palmarès. Here is the way:\n\n${link}\n\nThe link works once and for ${String(hours)} hour. If it was not you, ignore this letter: your password stays as it is.\n\nPalmarès\n`,
    }),
    passwordChanged: (name, reset) => ({
      subject: "Your password has been changed",
      body: `Hello ${name},\n\nThe password of your account on Palmarès has just been changed, and every other session and every token for programs has been ended.\n\nIf it was not you, choose another one at once:\n\n${reset}\n\nPalmarès\n`,
    }),
  },
  fr: {
    confirmEmail: (link, hours) => ({
      subject: "Confirmez votre adresse électronique",
      body: `Bonjour,\n\nUn compte a été ouvert sur Palmarès avec cette adresse. Confirmez qu’elle est à vous\u00a0:\n\n${link}\n\nLe lien vaut ${String(hours)} heures. Si vous n’avez rien demandé, ignorez cette lettre\u00a0: sans confirmation, rien ne peut être fait en votre nom.\n\nPalmarès\n`,
    }),
    accountExists: (name, signIn, reset) => ({
      subject: "Vous avez déjà un compte",
      body: `Bonjour ${name},\n\nQuelqu’un, sans doute vous, a demandé un compte sur Palmarès avec cette adresse. Vous en avez déjà un. Connectez-vous\u00a0:\n\n${signIn}\n\nSi vous avez oublié votre mot de passe, choisissez-en un autre\u00a0:\n\n${reset}\n\nSi ce n’était pas vous, il n’y a rien à faire.\n\nPalmarès\n`,
    }),
    resetPassword: (name, link, hours) => ({
      subject: "Choisissez un autre mot de passe",
      body: `Bonjour ${name},\n\nQuelqu’un, sans doute vous, a demandé à choisir un autre mot de passe sur Palmarès. Voici le chemin\u00a0:\n\n${link}\n\nLe lien vaut une fois, pendant ${String(hours)} heure. Si ce n’était pas vous, ignorez cette lettre\u00a0: votre mot de passe reste le même.\n\nPalmarès\n`,
    }),
    passwordChanged: (name, reset) => ({
      subject: "Votre mot de passe a été changé",
      body: `Bonjour ${name},\n\nLe mot de passe de votre compte sur Palmarès vient d’être changé, et toute autre session et tout jeton de programme ont pris fin.\n\nSi ce n’était pas vous, choisissez-en un autre tout de suite\u00a0:\n\n${reset}\n\nPalmarès\n`,
    }),
  },
};
