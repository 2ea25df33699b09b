import { texts } from "#app/i18n/text.ts";

/** What those who write an application together read about each other. */
export const peopleTexts = texts(
  {
    people: {
      title: "People",
      lead: "Who may write or read this application. Only the owner invites and withdraws.",
      invite: "Invite",
      email: "E-mail address",
      role: "May",
      mayRoles: { editor: "write", viewer: "read" },
      invited: (email: string) => `The invitation to ${email} has been sent.`,
      pending: "Invited, not here yet",
      until: "valid until",
      remove: "Remove",
      revoke: "Take back",
      withdraw: "Withdraw the application",
      withdrawMore: "What was received is kept and is not judged. This cannot be undone.",
      withdrawConfirm: "I want to withdraw this application",
      back: "Back to the application",
    },
    join: {
      title: "Invitation to an application",
      lead: "Accept to write or read this application with the others.",
      accept: "Accept",
      signIn: "Sign in to accept",
      asPerson: (name: string) => `You accept as ${name}.`,
      missing: "The link is not complete. Copy it whole from the letter.",
    },
  },
  {
    people: {
      title: "Personnes",
      lead: "Qui peut écrire ou lire ce dossier. Seule la personne qui le porte invite et retire.",
      invite: "Inviter",
      email: "Adresse électronique",
      role: "Peut",
      mayRoles: { editor: "écrire", viewer: "lire" },
      invited: (email) => `L’invitation à ${email} est partie.`,
      pending: "Invités, pas encore là",
      until: "valable jusqu’au",
      remove: "Retirer",
      revoke: "Reprendre",
      withdraw: "Retirer la candidature",
      withdrawMore: "Ce qui a été reçu est conservé et n’est pas évalué. On ne revient pas en arrière.",
      withdrawConfirm: "Je veux retirer cette candidature",
      back: "Revenir au dossier",
    },
    join: {
      title: "Invitation à une candidature",
      lead: "Acceptez pour écrire ou lire cette candidature avec les autres.",
      accept: "Accepter",
      signIn: "Se connecter pour accepter",
      asPerson: (name) => `Vous acceptez en tant que ${name}.`,
      missing: "Le lien n’est pas complet. Copiez-le en entier depuis la lettre.",
    },
  },
);
