import { texts } from "#app/i18n/text.ts";

export const statisticsTexts = texts(
  {
    title: { public: "How sure the public ranks are", private: "How sure the final ranks are" },
    lead: (rows: string) =>
      `Other cases would have given other scores. The ranking was made again on ${rows} cases, drawn anew a thousand times from the same ones: a rank that changes from draw to draw is not sure.`,
    none: "Not computed yet",
    noneMore:
      "The statistics are computed when the phase ends, and before when the organisers ask for them. They appear here and on the leaderboard.",
    ask: "Compute the statistics now",
    asked: "Asked for: the page is filled within a minute or two.",
    refused: "The statistics could not be asked for.",
    ranks: "Ranks that the data allow",
    ranksMore: "The bar holds 95% of the draws, the mark is the rank on the board.",
    rank: "Rank",
    team: "Team",
    interval: "95% interval",
    possible: "Possible ranks",
    first: "First in",
    group: "Group",
    groups:
      "Teams of one group cannot be told apart from the best of them at 5%, with all comparisons taken into account.",
    map: "Who is better than whom",
    mapMore: {
      wilcoxon:
        "A filled square: the team of the row is better than that of the column, by Wilcoxon’s signed-rank test on the cases, adjusted after Holm.",
      delong:
        "A filled square: the team of the row is better than that of the column, by DeLong’s test, adjusted after Holm.",
      bootstrap:
        "A filled square: the team of the row is better than that of the column, by the paired bootstrap, adjusted after Holm.",
    },
    mapLabel: (pairs: number, all: number) =>
      `${String(pairs)} of ${String(all)} pairs of teams can be told apart.`,
    asTable: "Table",
    betterThan: "Significantly better than",
    nobody: "nobody",
    stability: "Stability",
    stabilityMore: (tau: string, low: string, high: string) =>
      `Kendall’s τ between the ranking and the drawn ones: ${tau} (${low} to ${high}). 1 is always the same order.`,
    fragile: "A fragile ranking",
    rules: "Other ways to average",
    rulesMore:
      "The rank if the cases were put together by another rule. A winner who changes owes the place to the rule.",
    rule: {
      mean: "Mean",
      median: "Median",
      trimmed_mean: "Mean without the lowest and highest tenth",
      mean_rank: "Mean rank",
    },
    shakeUp: "From the public order to the final one",
    shakeUpMore: (shift: string, tau: string) =>
      `Teams moved by ${shift} of the table on average; Kendall’s τ between the two orders is ${tau}.`,
    publicRank: "Public",
    privateRank: "Final",
    moved: "Moved",
    made: (draws: number, kept: number, seed: string, engine: string) =>
      `${String(draws)} draws, ${String(kept)} kept; seed “${seed}”; engine ${engine}. The same seed gives the same numbers.`,
    board: "Back to the leaderboard",
  },
  {
    title: { public: "Ce que valent les rangs publics", private: "Ce que valent les rangs définitifs" },
    lead: (rows: string) =>
      `D’autres cas auraient donné d’autres scores. Le classement a été refait sur ${rows} cas, retirés mille fois parmi les mêmes\u00a0: un rang qui change d’un tirage à l’autre n’est pas sûr.`,
    none: "Pas encore calculé",
    noneMore:
      "Les statistiques sont calculées à la fin de la phase, et avant si les organisateurs le demandent. Elles paraissent ici et sur le classement.",
    ask: "Calculer les statistiques maintenant",
    asked: "C’est demandé\u00a0: la page se remplit d’ici une minute ou deux.",
    refused: "La demande n’a pas pu être faite.",
    ranks: "Les rangs que les données permettent",
    ranksMore: "La barre contient 95\u00a0% des tirages, le trait est le rang au classement.",
    rank: "Rang",
    team: "Équipe",
    interval: "Intervalle à 95\u00a0%",
    possible: "Rangs possibles",
    first: "Première dans",
    group: "Groupe",
    groups:
      "Les équipes d’un groupe ne se distinguent pas de la meilleure d’entre elles à 5\u00a0%, toutes comparaisons prises en compte.",
    map: "Qui est meilleur que qui",
    mapMore: {
      wilcoxon:
        "Un carré plein\u00a0: l’équipe de la ligne est meilleure que celle de la colonne, selon le test des rangs signés de Wilcoxon sur les cas, ajusté selon Holm.",
      delong:
        "Un carré plein\u00a0: l’équipe de la ligne est meilleure que celle de la colonne, selon le test de DeLong, ajusté selon Holm.",
      bootstrap:
        "Un carré plein\u00a0: l’équipe de la ligne est meilleure que celle de la colonne, selon un rééchantillonnage apparié (bootstrap), ajusté selon Holm.",
    },
    mapLabel: (pairs: number, all: number) =>
      `${String(pairs)} paires d’équipes sur ${String(all)} se distinguent.`,
    asTable: "Tableau",
    betterThan: "Significativement meilleure que",
    nobody: "aucune",
    stability: "Stabilité",
    stabilityMore: (tau: string, low: string, high: string) =>
      `τ de Kendall entre le classement et les tirages\u00a0: ${tau} (${low} à ${high}). 1 est toujours le même ordre.`,
    fragile: "Un classement fragile",
    rules: "D’autres façons de faire la moyenne",
    rulesMore:
      "Le rang si les cas étaient réunis par une autre règle. Un premier qui change doit sa place à la règle.",
    rule: {
      mean: "Moyenne",
      median: "Médiane",
      trimmed_mean: "Moyenne sans le dixième le plus bas ni le plus haut",
      mean_rank: "Rang moyen",
    },
    shakeUp: "De l’ordre public à l’ordre définitif",
    shakeUpMore: (shift: string, tau: string) =>
      `Les équipes ont bougé de ${shift} du tableau en moyenne\u202f; le τ de Kendall entre les deux ordres est ${tau}.`,
    publicRank: "Public",
    privateRank: "Définitif",
    moved: "Écart",
    made: (draws: number, kept: number, seed: string, engine: string) =>
      `${String(draws)} tirages, ${String(kept)} gardés\u202f; graine «\u202f${seed}\u202f»\u202f; moteur ${engine}. La même graine donne les mêmes nombres.`,
    board: "Retour au classement",
  },
);
