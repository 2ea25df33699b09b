/** A challenge that has ended, with its final ranking: words and settings. */
export const nephrogradSpecification = {
  id: "case",
  usage: "usage",
  labels: ["sclerotic"],
  predictions: ["sclerotic"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "log_loss" }, { metric: "roc_auc" }],
} as const;

export const nephrogradContent = {
  slug: "nephrograd",
  title: {
    en: "NephroGrad: sclerotic glomeruli in graft biopsies",
    fr: "NéphroGrad\u00a0: les glomérules scléreux du greffon",
  },
  summary: {
    en: "Estimate, for each glomerulus of a kidney graft biopsy, the probability that it is sclerotic.",
    fr: "Estimer, pour chaque glomérule d’une biopsie de greffon rénal, la probabilité qu’il soit scléreux.",
  },
  description: {
    en: `## Why this question

The share of sclerotic glomeruli decides whether a kidney is transplanted. Counting them takes an expert half an hour, often at night. A calibrated probability per glomerulus would let the expert look only where it is needed.

## How it ended

Fifteen teams took part. The final ranking uses 360 glomeruli on which nobody had seen a score.

This challenge is invented for demonstration: names and labels have been generated.`,
    fr: `## Pourquoi cette question

La part de glomérules scléreux décide si un rein est greffé. Les compter prend une demi-heure à un expert, souvent la nuit. Une probabilité bien calibrée par glomérule lui permettrait de ne regarder que là où il le faut.

## Comment il s’est terminé

Quinze équipes ont participé. Le classement définitif porte sur 360 glomérules dont personne n’avait vu le score.

Ce défi est inventé pour la démonstration\u00a0: noms et étiquettes ont été engendrés.`,
  },
  dataDescription: {
    en: "The sample file lists the 600 glomeruli. 240 counted for the public ranking, 360 for the final one.",
    fr: "Le fichier d’exemple liste les 600 glomérules. 240 comptaient pour le classement public, 360 pour le définitif.",
  },
  organisers: [
    {
      name: "Réseau Greffe & Images",
      part: {
        en: "Scientific lead: Dr Ivan Thévenard",
        fr: "Direction scientifique\u00a0: Dr Ivan Thévenard",
      },
    },
    {
      name: "CHU de Valmont",
      part: { en: "Provided the biopsies", fr: "A fourni les biopsies" },
    },
  ],
} as const;
