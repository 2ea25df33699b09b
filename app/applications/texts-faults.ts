import { texts } from "#app/i18n/text.ts";

/** What is wrong with an answer. */
export const faultTexts = texts(
  {
    missing: "is missing",
    too_many_words: (actual: string, max: string) =>
      `${actual} words, at most ${max}. Shorten the text; all of it is kept.`,
    too_many_characters: (actual: string, max: string) =>
      `${actual} characters, at most ${max}. Shorten the text; all of it is kept.`,
    not_a_number: "Give a number, for instance 12 or 12.5.",
    not_whole: "Give a whole number.",
    not_a_date: "Give a date that exists.",
    not_an_email: "Give an address such as name@example.org.",
    unknown_choice: "Choose one of the options.",
    not_accepted: "Tick the box to go on.",
    between: (min: string, max: string) => `Give a number from ${min} to ${max}.`,
    atLeast: (min: string) => `Give a number of at least ${min}.`,
    atMost: (max: string) => `Give a number of at most ${max}.`,
    dateBetween: (min: string, max: string) => `Give a date from ${min} to ${max}.`,
    dateFrom: (min: string) => `Give a date from ${min} on.`,
    dateUntil: (max: string) => `Give a date until ${max}.`,
    too_few_choices: (min: number) => `Choose at least ${String(min)}.`,
    too_many_choices: (max: number) => `Choose at most ${String(max)}.`,
    too_few_rows: (min: number) => `Fill in at least ${String(min)} rows.`,
    too_many_rows: (max: number) => `At most ${String(max)} rows.`,
    total_too_high: (total: string, max: string) => `The total is ${total}, at most ${max}.`,
    document_checking: "is still being checked",
    document_refused: "The document was refused. Choose another one.",
    inRow: (row: number, column: string, words: string) => `Row ${String(row)}, ${column}: ${words}`,
  },
  {
    missing: "manque",
    too_many_words: (actual, max) =>
      `${actual} mots pour ${max} au plus. Raccourcissez\u202f; tout est conservé.`,
    too_many_characters: (actual, max) =>
      `${actual} signes pour ${max} au plus. Raccourcissez\u202f; tout est conservé.`,
    not_a_number: "Indiquez un nombre, par exemple 12 ou 12,5.",
    not_whole: "Indiquez un nombre entier.",
    not_a_date: "Indiquez une date qui existe.",
    not_an_email: "Indiquez une adresse telle que nom@exemple.fr.",
    unknown_choice: "Choisissez l’une des possibilités.",
    not_accepted: "Cochez la case pour continuer.",
    between: (min, max) => `Indiquez un nombre de ${min} à ${max}.`,
    atLeast: (min) => `Indiquez un nombre d’au moins ${min}.`,
    atMost: (max) => `Indiquez un nombre d’au plus ${max}.`,
    dateBetween: (min, max) => `Indiquez une date du ${min} au ${max}.`,
    dateFrom: (min) => `Indiquez une date à partir du ${min}.`,
    dateUntil: (max) => `Indiquez une date jusqu’au ${max}.`,
    too_few_choices: (min) => `Choisissez-en au moins ${String(min)}.`,
    too_many_choices: (max) => `Choisissez-en ${String(max)} au plus.`,
    too_few_rows: (min) => `Remplissez au moins ${String(min)} lignes.`,
    too_many_rows: (max) => `${String(max)} lignes au plus.`,
    total_too_high: (total, max) => `Le total est de ${total} pour ${max} au plus.`,
    document_checking: "est encore en cours d’examen",
    document_refused: "La pièce a été refusée. Choisissez-en une autre.",
    inRow: (row, column, words) => `Ligne ${String(row)}, ${column}\u00a0: ${words}`,
  },
);
