/** The open challenge with real data: words and settings. */
export const wdbcSpecification = {
  id: "id",
  usage: "usage",
  labels: ["malignant"],
  predictions: ["malignant"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
} as const;

export const wdbcContent = {
  slug: "wdbc",
  title: { en: "CytoSein: benign or malignant?", fr: "CytoSein\u00a0: bénin ou malin\u202f?" },
  summary: {
    en: "From ten measurements of cell nuclei, estimate the probability that a breast mass is malignant.",
    fr: "À partir de dix mesures des noyaux cellulaires, estimer la probabilité qu’une masse du sein soit maligne.",
  },
  description: {
    en: `## Why this question

A fine needle takes a few cells from a breast mass. Under the microscope, size, shape and texture of their nuclei tell much about what the mass is. A dependable probability helps to decide who needs a biopsy first, and who can be reassured the same day.

## What to predict

For each of the 228 test cases, the probability that the mass is malignant: a number from 0 to 1. The 341 training cases come with their diagnosis.

## How ranks are given

Teams are ranked by the area under the ROC curve on the public cases. Log loss is shown beside it: it tells whether probabilities can be taken at their word. Equal scores share the better rank, *ex æquo*. The final ranking uses the private cases, on which nobody has seen a score.`,
    fr: `## Pourquoi cette question

Une aiguille fine prélève quelques cellules d’une masse du sein. Au microscope, la taille, la forme et la texture de leurs noyaux disent beaucoup de sa nature. Une probabilité fiable aide à décider qui a besoin d’une biopsie en premier, et qui peut être rassuré le jour même.

## Ce qu’il faut prédire

Pour chacun des 228 cas de test, la probabilité que la masse soit maligne\u00a0: un nombre de 0 à 1. Les 341 cas d’apprentissage sont donnés avec leur diagnostic.

## Comment les rangs sont attribués

Les équipes sont classées selon l’aire sous la courbe ROC calculée sur les cas publics. La perte logarithmique est affichée à côté\u00a0: elle dit si les probabilités peuvent être prises au mot. Des scores égaux partagent le meilleur rang, *ex æquo*. Le classement définitif portera sur les cas privés, dont personne n’a vu le score.`,
  },
  dataDescription: {
    en: `Each line describes one mass by thirty numbers: ten measurements of the nuclei (radius, texture, perimeter, area, smoothness, compactness, concavity, concave points, symmetry, fractal dimension), each as mean, standard error and worst value over the image.

Source: *Breast Cancer Wisconsin (Diagnostic)*, W. Wolberg, O. Mangasarian, N. Street, W. Street, UCI Machine Learning Repository, 1995. Licence [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/); identifiers and split are ours.`,
    fr: `Chaque ligne décrit une masse par trente nombres\u00a0: dix mesures des noyaux (rayon, texture, périmètre, aire, lissé, compacité, concavité, points concaves, symétrie, dimension fractale), chacune sous forme de moyenne, d’erreur type et de valeur la plus défavorable de l’image.

Source\u00a0: *Breast Cancer Wisconsin (Diagnostic)*, W. Wolberg, O. Mangasarian, N. Street, W. Street, UCI Machine Learning Repository, 1995. Licence [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)\u202f; les identifiants et la répartition sont les nôtres.`,
  },
  organisers: [
    {
      name: "Centre Albert-Lorme",
      part: {
        en: "Scientific lead: Dr Maëlle Kerandren",
        fr: "Direction scientifique\u00a0: Dr Maëlle Kerandren",
      },
    },
    {
      name: "Société de cytologie clinique",
      part: { en: "Wrote the question and the rules", fr: "A rédigé la question et le règlement" },
    },
  ],
} as const;
