import { texts } from "#app/i18n/text.ts";

export const siteTexts = texts(
  {
    edit: "Edit this page",
    editTitle: (page: string) => `Edit: ${page}`,
    lead: "Both languages are kept together, so that neither falls behind. The text is Markdown.",
    title: "Title",
    content: "Text",
    save: "Save both languages",
    restore: "Restore the original text",
    cancel: "Leave without saving",
    refusals: {
      edited_meanwhile:
        "Somebody has edited this page since you opened it. Copy your text, open the page again, and put it in.",
      invalid_input: "Title and text are needed in both languages.",
      other: "This did not work. Try again in a minute.",
    },
  },
  {
    edit: "Modifier cette page",
    editTitle: (page: string) => `Modifier\u00a0: ${page}`,
    lead: "Les deux langues vont ensemble, pour qu’aucune ne prenne de retard. Le texte est en Markdown.",
    title: "Titre",
    content: "Texte",
    save: "Enregistrer les deux langues",
    restore: "Rétablir le texte d’origine",
    cancel: "Quitter sans enregistrer",
    refusals: {
      edited_meanwhile:
        "Quelqu’un a modifié cette page depuis que vous l’avez ouverte. Copiez votre texte, rouvrez la page et remettez-le.",
      invalid_input: "Titre et texte sont nécessaires dans les deux langues.",
      other: "Cela n’a pas abouti. Réessayez dans une minute.",
    },
  },
);
