import { texts } from "#app/i18n/text.ts";

/** Why a file cannot be sent, and what to do: a title and an advice for each code. */
export const submissionRefusalTexts = texts<Record<string, [string, string]>>(
  {
    sign_in_required: ["Sign in to submit", "Your file stays where it is; you come back here afterwards."],
    email_not_confirmed: [
      "Confirm your e-mail address first",
      "Open the link in the letter that we sent you when you signed up.",
    ],
    rules_not_accepted: ["Accept the rules first", "They say what is allowed and how ranks are given."],
    team_required: [
      "Create your team first",
      "Submissions are made in the name of a team, even of one person.",
    ],
    phase_not_open: ["The phase has not opened yet", "Files are accepted from its opening on."],
    phase_closed: [
      "The phase is closed",
      "The deadline was judged by the server’s clock. Files are no longer accepted.",
    ],
    not_ready: [
      "This phase is not ready to score",
      "The organisers have not published its labels yet. Nothing is lost; come back later.",
    ],
    quota_exhausted: [
      "No submission left for now",
      "Nothing was counted. Your file can be sent when the next one is allowed.",
    ],
    file_too_large: ["The file is too large", "Compress it, or leave out columns that are not asked for."],
    idempotency_conflict: ["This key was used for another file", "Use another key."],
    upload_incomplete: ["The upload is incomplete", "Nothing was counted. Send the file again."],
    upload_differs: [
      "Another file arrived than was announced",
      "Nothing was counted and nothing was kept. Choose the file again and send it once more.",
    ],
    too_many_uploads: [
      "Too many uploads of your team are unfinished",
      "Finish one of them, or give it up: choose its file again, or reload this page to see yours.",
    ],
    too_many_unfinished: [
      "Six of your uploads are unfinished",
      "Finish one of them, or give it up where you began it. What nobody finishes ends by itself.",
    ],
    upload_expired: ["The upload has expired", "Nothing was counted. Send the file again."],
    connection_lost: [
      "The connection was lost",
      "Nothing was counted. The file is still here; send it again.",
    ],
    unavailable: [
      "The site is not available for the moment",
      "The file is still here and nothing was counted. Try again in a minute.",
    ],
    other: ["The file could not be sent", "Nothing was counted. Try again, or write to the organisers."],
  },
  {
    sign_in_required: [
      "Connectez-vous pour déposer",
      "Votre fichier reste où il est\u202f; vous reviendrez ici ensuite.",
    ],
    email_not_confirmed: [
      "Confirmez d’abord votre adresse",
      "Ouvrez le lien de la lettre envoyée à votre inscription.",
    ],
    rules_not_accepted: [
      "Acceptez d’abord le règlement",
      "Il dit ce qui est permis et comment les rangs sont attribués.",
    ],
    team_required: [
      "Créez d’abord votre équipe",
      "Un dépôt se fait au nom d’une équipe, même d’une seule personne.",
    ],
    phase_not_open: [
      "La phase n’est pas encore ouverte",
      "Les fichiers sont acceptés à partir de son ouverture.",
    ],
    phase_closed: [
      "La phase est close",
      "L’échéance est jugée par l’horloge du serveur. Les fichiers ne sont plus acceptés.",
    ],
    not_ready: [
      "Cette phase n’est pas prête à noter",
      "Les organisateurs n’ont pas encore publié ses étiquettes. Rien n’est perdu\u202f; revenez plus tard.",
    ],
    quota_exhausted: [
      "Plus de dépôt pour le moment",
      "Rien n’a été décompté. Votre fichier pourra être envoyé dès que le prochain sera possible.",
    ],
    file_too_large: [
      "Le fichier est trop grand",
      "Compressez-le, ou retirez les colonnes qui ne sont pas demandées.",
    ],
    idempotency_conflict: ["Cette clé a servi pour un autre fichier", "Utilisez une autre clé."],
    upload_incomplete: ["L’envoi est incomplet", "Rien n’a été décompté. Envoyez le fichier de nouveau."],
    upload_differs: [
      "Un autre fichier est arrivé que celui annoncé",
      "Rien n’a été décompté ni gardé. Choisissez le fichier de nouveau, puis renvoyez-le.",
    ],
    too_many_uploads: [
      "Trop d’envois de votre équipe sont en suspens",
      "Terminez-en un, ou abandonnez-le\u00a0: choisissez de nouveau son fichier, ou rechargez cette page pour voir les vôtres.",
    ],
    too_many_unfinished: [
      "Six de vos envois sont en suspens",
      "Terminez-en un, ou abandonnez-le là où vous l’avez commencé. Ce que personne ne termine s’arrête de lui-même.",
    ],
    upload_expired: ["L’envoi a expiré", "Rien n’a été décompté. Envoyez le fichier de nouveau."],
    connection_lost: [
      "La connexion s’est perdue",
      "Rien n’a été décompté. Le fichier est toujours là\u202f; envoyez-le de nouveau.",
    ],
    unavailable: [
      "Le site est momentanément indisponible",
      "Le fichier est toujours là et rien n’a été décompté. Réessayez dans une minute.",
    ],
    other: [
      "Le fichier n’a pas pu être envoyé",
      "Rien n’a été décompté. Réessayez, ou écrivez aux organisateurs.",
    ],
  },
);

/** The words for a code; those for anything else where it has none. */
export function refusalWords(words: Record<string, [string, string]>, code: string): [string, string] {
  return words[code] ?? words["other"] ?? ["", ""];
}
