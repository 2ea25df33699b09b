import type { Bilingual, LetterOutcome } from "#db/vocabulary.ts";

/** Letters to begin with; nothing goes out before somebody has read and saved them for the call. */
export const standardLetters: Record<LetterOutcome, { subject: Bilingual; body: Bilingual }> = {
  laureate: {
    subject: {
      fr: "Votre projet est lauréat\u00a0: {title}",
      en: "Your project is a laureate: {title}",
    },
    body: {
      fr: "Bonjour {name},\n\nVotre candidature {code} à l’appel «\u202f{call}\u202f» est retenue. Le montant accordé est de {amount}.\n\n{reasons}\n\nConditions\u00a0: {conditions}\n\nL’avis du jury et la suite se lisent ici\u00a0:\n\n{link}\n\nPalmarès",
      en: "Hello {name},\n\nYour application {code} to the call “{call}” is selected. The amount granted is {amount}.\n\n{reasons}\n\nConditions: {conditions}\n\nThe opinion of the jury and what comes next:\n\n{link}\n\nPalmarès",
    },
  },
  promoted: {
    subject: {
      fr: "Une place se libère\u00a0: votre projet est lauréat",
      en: "A place is free: your project is a laureate",
    },
    body: {
      fr: "Bonjour {name},\n\nVotre candidature {code} à l’appel «\u202f{call}\u202f» était sur la liste d’attente. Une place s’est libérée et votre projet «\u202f{title}\u202f» est lauréat. Le montant accordé est de {amount}.\n\n{reasons}\n\nConditions\u00a0: {conditions}\n\nL’avis du jury et la suite se lisent ici\u00a0:\n\n{link}\n\nPalmarès",
      en: "Hello {name},\n\nYour application {code} to the call “{call}” was on the waiting list. A place has become free, and your project “{title}” is a laureate. The amount granted is {amount}.\n\n{reasons}\n\nConditions: {conditions}\n\nThe opinion of the jury and what comes next:\n\n{link}\n\nPalmarès",
    },
  },
  waiting_list: {
    subject: {
      fr: "Votre projet est sur la liste d’attente\u00a0: {title}",
      en: "Your project is on the waiting list: {title}",
    },
    body: {
      fr: "Bonjour {name},\n\nVotre candidature {code} à l’appel «\u202f{call}\u202f» est sur la liste d’attente, à la place {place}. Elle sera retenue si des lauréats classés avant elle renoncent.\n\n{reasons}\n\nL’avis du jury se lit ici\u00a0:\n\n{link}\n\n{appeals}\n\nPalmarès",
      en: "Hello {name},\n\nYour application {code} to the call “{call}” is on the waiting list, in place {place}. It will be selected if laureates before it give up.\n\n{reasons}\n\nThe opinion of the jury:\n\n{link}\n\n{appeals}\n\nPalmarès",
    },
  },
  rejected: {
    subject: {
      fr: "Votre projet n’est pas retenu\u00a0: {title}",
      en: "Your project is not selected: {title}",
    },
    body: {
      fr: "Bonjour {name},\n\nVotre candidature {code} à l’appel «\u202f{call}\u202f» n’est pas retenue, pour ces raisons\u00a0:\n\n{reasons}\n\nL’avis du jury se lit ici\u00a0:\n\n{link}\n\n{appeals}\n\nPalmarès",
      en: "Hello {name},\n\nYour application {code} to the call “{call}” is not selected, for these reasons:\n\n{reasons}\n\nThe opinion of the jury:\n\n{link}\n\n{appeals}\n\nPalmarès",
    },
  },
};
