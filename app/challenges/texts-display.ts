import { texts } from "#app/i18n/text.ts";

export const displayTexts = texts(
  {
    title: (phase: string) => `How the public board shows scores, ${phase}`,
    plain: "Plain: every score of every file, as it is.",
    ladder: (step: string, rows: string) =>
      `Ladder: only a significant improvement on the team’s shown score is shown, rounded to ${step} (from the metric and ${rows} public rows), and only for the ranking metric.`,
    warning: (labels: string, rows: string) =>
      `At full precision one file made for it, without any model, could read up to ${labels} of the ${rows} public labels. The Ladder hides nearly all of it; few files a day help, too.`,
  },
  {
    title: (phase: string) => `Affichage des scores publics, ${phase}`,
    plain: "Simple\u00a0: chaque score de chaque fichier, tel qu’il est.",
    ladder: (step: string, rows: string) =>
      `Échelle (Ladder)\u00a0: seule une amélioration significative du score affiché de l’équipe est affichée, arrondie à ${step} (d’après la mesure et ${rows} lignes publiques), et pour la seule mesure qui classe.`,
    warning: (labels: string, rows: string) =>
      `À pleine précision, un seul fichier fait pour cela, sans aucun modèle, pourrait lire jusqu’à ${labels} des ${rows} étiquettes publiques. L’échelle en cache presque tout\u202f; peu de fichiers par jour aident aussi.`,
  },
);
