import { texts } from "#app/i18n/text.ts";

/** What organisers read where they write the form. */
export const formTexts = texts(
  {
    title: "Form of applications",
    lead: "Written as JSON. The preview beside it is what applicants will see.",
    json: "Form (JSON)",
    preview: "Preview",
    previewHelp: "Try it: nothing that you type here is saved.",
    faulty: "The form cannot be read yet",
    save: "Keep as draft",
    publish: "Publish",
    saved: "Kept. Applicants do not see it yet.",
    published: "Published. Drafts move to it when they are next opened; what was received stays as it is.",
    version: (version: number, date: string) => `Version ${String(version)} is in force since ${date}.`,
    noVersion: "No version is published yet.",
    prepared: "A version is being prepared.",
    changes: "What publishing changes",
    noChanges: "Nothing changes.",
    change: {
      added: "New:",
      removed: "Removed:",
      retyped: "Asked differently:",
      changed: "Reworded or other limits:",
    },
  },
  {
    title: "Formulaire de candidature",
    lead: "Écrit en JSON. L’aperçu à côté est ce que verront les candidats.",
    json: "Formulaire (JSON)",
    preview: "Aperçu",
    previewHelp: "Essayez\u00a0: rien de ce que vous écrivez ici n’est enregistré.",
    faulty: "Le formulaire n’est pas encore lisible",
    save: "Garder comme brouillon",
    publish: "Publier",
    saved: "Gardé. Les candidats ne le voient pas encore.",
    published:
      "Publié. Les brouillons y passent à leur prochaine ouverture\u202f; ce qui a été reçu reste tel quel.",
    version: (version, date) => `La version ${String(version)} est en vigueur depuis le ${date}.`,
    noVersion: "Aucune version n’est encore publiée.",
    prepared: "Une version est en préparation.",
    changes: "Ce que change la publication",
    noChanges: "Rien ne change.",
    change: {
      added: "Nouveaux\u00a0:",
      removed: "Supprimés\u00a0:",
      retyped: "Demandés autrement\u00a0:",
      changed: "Reformulés ou autres limites\u00a0:",
    },
  },
);
