import { texts } from "#app/i18n/text.ts";

/** Why something about an application was refused. */
export const applicationRefusals = texts(
  {
    application_incomplete: "The application is not complete yet.",
    application_closed: "The deadline has passed.",
    application_withdrawn: "The application has been withdrawn.",
    call_not_open: "The call does not take applications now.",
    already_member: "This person is a member already.",
    too_many_attempts: "Twenty invitations a day are enough. Invite the others tomorrow.",
    too_many_uploads: "A hundred documents have been sent today. Send this one tomorrow.",
    too_many_unfinished:
      "Twenty of your documents have been begun and not finished. Finish one of them; what nobody finishes ends after a day.",
    owner_required: "Only the owner may do this.",
    invitation_expired: "This invitation has been used, taken back, or is too old. Ask for another one.",
    email_not_confirmed: "Confirm your e-mail address first; the letter is in your mailbox.",
    reasons_missing: "Give the reasons in both languages.",
    complement_open: "A complement is already asked for.",
    due_date_past: "The date lies in the past.",
    no_such_time: "This time does not exist in the call’s zone.",
    form_faulty: "The form cannot be used as it is:",
    form_unchanged: "This is the form that is in force.",
    invalid_input: "Something is not filled in as it should be.",
    otherwise: "That did not work. Nothing is lost; try again.",
  },
  {
    application_incomplete: "Le dossier n’est pas encore complet.",
    application_closed: "La date limite est passée.",
    application_withdrawn: "La candidature a été retirée.",
    call_not_open: "L’appel ne reçoit pas de candidature en ce moment.",
    already_member: "Cette personne est déjà membre du dossier.",
    too_many_attempts: "Vingt invitations par jour suffisent. Invitez les autres demain.",
    too_many_uploads: "Cent documents ont été envoyés aujourd’hui. Envoyez celui-ci demain.",
    too_many_unfinished:
      "Vingt de vos documents ont été commencés sans être terminés. Terminez-en un\u202f; ce que personne ne termine s’arrête après un jour.",
    owner_required: "Seule la personne qui porte le dossier peut faire cela.",
    invitation_expired:
      "Cette invitation a servi, a été reprise ou est trop ancienne. Demandez-en une autre.",
    email_not_confirmed: "Confirmez d’abord votre adresse\u202f; la lettre est dans votre boîte.",
    reasons_missing: "Donnez les motifs dans les deux langues.",
    complement_open: "Un complément est déjà demandé.",
    due_date_past: "La date est dans le passé.",
    no_such_time: "Cette heure n’existe pas dans le fuseau de l’appel.",
    form_faulty: "Le formulaire ne peut pas servir tel quel\u00a0:",
    form_unchanged: "C’est le formulaire déjà en vigueur.",
    invalid_input: "Quelque chose n’est pas rempli comme il faut.",
    otherwise: "Cela n’a pas marché. Rien n’est perdu\u202f; essayez de nouveau.",
  },
);
