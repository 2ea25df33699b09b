import { texts } from "#app/i18n/text.ts";

/** Why something about a laureate was refused. */
export const laureateRefusals = texts(
  {
    laureate_changed_meanwhile:
      "Somebody has changed this text in the meantime. Reload the page, read it again, and decide then.",
    laureate_not_approved: "The team has not approved this text: it cannot be published.",
    laureate_withdrawn: "The consent has already been taken back.",
    laureate_member_cannot_write: "You may read this text, but not change it.",
    laureate_owner_required: "Only the owner of the application may do this.",
    laureate_people_not_agreed: "Tick that each person named here has agreed to it, or take the names out.",
    invalid_input:
      "Something is missing: titles, summaries and the organisation are needed, in both languages.",
    otherwise: "This was not done. Reload the page and try again.",
  },
  {
    laureate_changed_meanwhile:
      "Quelqu’un a changé ce texte entre-temps. Rechargez la page, relisez-le, et décidez ensuite.",
    laureate_not_approved: "L’équipe n’a pas approuvé ce texte\u00a0: il ne peut pas être publié.",
    laureate_withdrawn: "L’accord a déjà été retiré.",
    laureate_member_cannot_write: "Vous pouvez lire ce texte, pas le modifier.",
    laureate_owner_required: "Seule la personne qui porte la candidature peut faire cela.",
    laureate_people_not_agreed: "Cochez que chaque personne nommée l’a accepté, ou retirez les noms.",
    invalid_input:
      "Il manque quelque chose\u00a0: titres, résumés et organisme sont nécessaires, dans les deux langues.",
    otherwise: "Cela n’a pas été fait. Rechargez la page et réessayez.",
  },
);
