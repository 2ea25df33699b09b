import { texts } from "#app/i18n/text.ts";

/** What should be settled before decisions are approved and released. */
export const openMattersTexts = texts(
  {
    title: "Not settled yet",
    reviews: (count: number) =>
      count === 1 ? "One review is not handed in." : `${String(count)} reviews are not handed in.`,
    ties: (count: number) =>
      count === 1
        ? "One tie between a person and an application is to be judged."
        : `${String(count)} ties between people and applications are to be judged.`,
    order: {
      stale: "The order is older than the reviews.",
      missing: "There is no order of what you may see.",
    },
    toJury: "Jury",
    toDecisions: "Decisions",
    organisers: "The organisers of the call settle this.",
    despite: "I release although this is not settled",
  },
  {
    title: "À régler encore",
    reviews: (count: number) =>
      count === 1 ? "Une évaluation n’est pas rendue." : `${String(count)} évaluations ne sont pas rendues.`,
    ties: (count: number) =>
      count === 1
        ? "Un lien entre une personne et un dossier reste à juger."
        : `${String(count)} liens entre des personnes et des dossiers restent à juger.`,
    order: {
      stale: "L’ordre est plus ancien que les évaluations.",
      missing: "Il n’y a pas d’ordre sur ce qui vous est ouvert.",
    },
    toJury: "Jury",
    toDecisions: "Décisions",
    organisers: "Les organisateurs de l’appel le règlent.",
    despite: "Je publie bien que ceci ne soit pas réglé",
  },
);
