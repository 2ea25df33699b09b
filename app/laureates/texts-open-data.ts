import { texts } from "#app/i18n/text.ts";

/** What is said of the list of laureates as files. */
export const openDataTexts = texts(
  {
    title: "Open data",
    lead: "The list of laureates as files: reuse it as you like, under the Open Licence 2.0, by naming the source.",
    files: "Files",
    filesMore:
      "The files hold exactly what the pages show, and change with them. Add the parameters of a search (search, call, year, topic, organisation) to get its result.",
    csv: "Comma, decimal point, UTF-8 with a byte-order mark (RFC 4180).",
    excel: "Semicolon and decimal comma, as spreadsheets in French expect.",
    json: "The same fields; lists as lists, with the licence.",
    columns: "Columns",
    column: "Column",
    meaning: "Meaning",
    safety:
      "A cell that a spreadsheet could take for a formula begins with an apostrophe. Several values of one cell are parted by “ | ”.",
    stable:
      "Identifiers and addresses stay, also when a text changes. A laureate who takes consent back disappears from the files, within a minute.",
    licence: "Licence",
    licenceMore:
      "Licence Ouverte / Open Licence 2.0 (Etalab): free reuse, also commercial, if the source and the date are named.",
    cite: (day: string) => `To name the source, for example: “Palmarès, list of laureates, ${day}”.`,
    meanings: {
      id: "Stable identifier of the laureate, which ends its address",
      call: "Identifier of the call",
      call_title_fr: "Title of the call, in French",
      call_title_en: "Title of the call, in English",
      year: "Year of the first publication",
      place: "Place in the palmarès; equal places are ex\u00a0æquo",
      title_fr: "Title of the project, in French",
      title_en: "Title of the project, in English",
      summary_fr: "Summary for everybody, in French",
      summary_en: "Summary for everybody, in English",
      citation_fr: "Opinion of the jury, in French; may be empty",
      citation_en: "Opinion of the jury, in English; may be empty",
      lead_organisation: "Organisation that leads the project",
      partners: "Partner organisations",
      people: "People who have agreed to be named",
      topics: "Topics, as values of the call’s form; in JSON with their words",
      amount_eur: "Grant in euros; empty when it is not published",
      published_at: "First publication (UTC)",
      modified_at: "Publication of the present text (UTC)",
      url: "Address of the laureate’s page",
    },
  },
  {
    title: "Données ouvertes",
    lead: "La liste des lauréats en fichiers\u00a0: réutilisez-la librement, sous Licence Ouverte 2.0, en citant la source.",
    files: "Fichiers",
    filesMore:
      "Les fichiers contiennent exactement ce que montrent les pages, et changent avec elles. Ajoutez les paramètres d’une recherche (search, call, year, topic, organisation) pour en avoir le résultat.",
    csv: "Virgule, point décimal, UTF-8 avec marque d’ordre des octets (RFC 4180).",
    excel: "Point-virgule et virgule décimale, comme les attendent les tableurs français.",
    json: "Les mêmes champs\u202f; les listes en listes, avec la licence.",
    columns: "Colonnes",
    column: "Colonne",
    meaning: "Sens",
    safety:
      "Une cellule qu’un tableur pourrait prendre pour une formule commence par une apostrophe. Plusieurs valeurs d’une cellule sont séparées par «\u202f|\u202f».",
    stable:
      "Identifiants et adresses demeurent, même quand un texte change. Un lauréat qui retire son accord disparaît des fichiers en moins d’une minute.",
    licence: "Licence",
    licenceMore:
      "Licence Ouverte / Open Licence 2.0 (Etalab)\u00a0: réutilisation libre, même commerciale, en citant la source et la date.",
    cite: (day: string) =>
      `Pour citer la source, par exemple\u00a0: «\u202fPalmarès, liste des lauréats, ${day}\u202f».`,
    meanings: {
      id: "Identifiant stable du lauréat, qui termine son adresse",
      call: "Identifiant de l’appel",
      call_title_fr: "Titre de l’appel, en français",
      call_title_en: "Titre de l’appel, en anglais",
      year: "Année de la première publication",
      place: "Place au palmarès\u202f; à égalité, ex\u00a0æquo",
      title_fr: "Titre du projet, en français",
      title_en: "Titre du projet, en anglais",
      summary_fr: "Résumé pour tous, en français",
      summary_en: "Résumé pour tous, en anglais",
      citation_fr: "Avis du jury, en français\u202f; peut être vide",
      citation_en: "Avis du jury, en anglais\u202f; peut être vide",
      lead_organisation: "Organisme porteur",
      partners: "Organismes partenaires",
      people: "Personnes qui ont accepté d’être nommées",
      topics: "Thèmes, en valeurs du formulaire de l’appel\u202f; avec leurs mots en JSON",
      amount_eur: "Aide en euros\u202f; vide quand elle n’est pas publiée",
      published_at: "Première publication (UTC)",
      modified_at: "Publication du texte actuel (UTC)",
      url: "Adresse de la page du lauréat",
    },
  },
);
