import type { Locale } from "#db/vocabulary.ts";

type LetterText = { subject: string; body: string };
type About = { call: string; link: string };

type LaureateLetters = {
  proposed: (name: string, about: About) => LetterText;
  published: (name: string, about: About & { consent: string }) => LetterText;
};

/** Letters to laureates, in both languages. A link stands on a line of its own. */
export const laureateLetters: Record<Locale, LaureateLetters> = {
  en: {
    proposed: (name, { call, link }) => ({
      subject: `Your public summary waits for you: ${call}`,
      body: `Hello ${name},\n\nYour project is a laureate of the call “${call}”. Here is the text that we would like to publish about it. Change what you want, then approve it:\n\n${link}\n\nNothing is published without your approval.\n\nPalmarès\n`,
    }),
    published: (name, { call, link, consent }) => ({
      subject: `Published: your project, laureate of the call “${call}”`,
      body: `Hello ${name},\n\nThe text that you have approved can be read here:\n\n${link}\n\nTo change it, or to take your consent back:\n\n${consent}\n\nPalmarès\n`,
    }),
  },
  fr: {
    proposed: (name, { call, link }) => ({
      subject: `Votre résumé public vous attend\u00a0: ${call}`,
      body: `Bonjour ${name},\n\nVotre projet est lauréat de l’appel «\u202f${call}\u202f». Voici le texte que nous souhaitons publier à son sujet. Modifiez ce que vous voulez, puis approuvez-le\u00a0:\n\n${link}\n\nRien n’est publié sans votre accord.\n\nPalmarès\n`,
    }),
    published: (name, { call, link, consent }) => ({
      subject: `Publié\u00a0: votre projet, lauréat de l’appel «\u202f${call}\u202f»`,
      body: `Bonjour ${name},\n\nLe texte que vous avez approuvé se lit ici\u00a0:\n\n${link}\n\nPour le modifier, ou pour retirer votre accord\u00a0:\n\n${consent}\n\nPalmarès\n`,
    }),
  },
};
