const costs = [
  [0, 0.1, 0.7, 1],
  [0.1, 0, 0.3, 0.7],
  [0.7, 0.3, 0, 0.3],
  [1, 0.7, 0.3, 0],
];

/** The replica of the 2020 pathology challenge: words and settings. */
export const tissuenetSpecification = {
  id: "filename",
  usage: "usage",
  labels: ["0", "1", "2", "3"],
  predictions: ["0", "1", "2", "3"],
  target: "one_hot",
  metrics: [
    { metric: "expected_cost", as: "tissuenet_score", params: { costs, reward: true } },
    { metric: "accuracy" },
  ],
} as const;

export const tissuenetContent = {
  slug: "tissuenet",
  title: {
    en: "TissueNet: grading lesions of the uterine cervix",
    fr: "TissueNet\u00a0: grader les lésions du col de l’utérus",
  },
  summary: {
    en: "Assign each whole-slide image to one of four classes. Errors that would change a patient’s treatment cost more.",
    fr: "Attribuer à chaque lame numérisée l’une de quatre classes. Une erreur qui changerait le traitement coûte plus cher.",
  },
  description: {
    en: `## Why this question

A biopsy of the cervix is read for the most severe lesion it contains. A second, automatic reading could direct the expert’s eye first to the slides where it matters.

## Four classes

**0 Benign**: normal or subnormal tissue. **1 Low grade**: low-grade squamous intraepithelial lesion. **2 High grade**: high-grade squamous intraepithelial lesion. **3 Carcinoma**: invasive squamous carcinoma. The class of a slide is that of its most severe lesion.

## What to submit

One line per slide, with a single 1 in the column of the predicted class and 0 in the three others.

This is a replica for demonstration: 1,015 slide names and labels have been generated, with as many slides per class as the training set of the 2020 challenge. No image goes with them.`,
    fr: `## Pourquoi cette question

Une biopsie du col est lue pour la lésion la plus grave qu’elle contient. Une seconde lecture, automatique, pourrait diriger l’œil de l’expert d’abord vers les lames où cela compte.

## Quatre classes

**0 Bénin**\u00a0: tissu normal ou subnormal. **1 Bas grade**\u00a0: lésion malpighienne intraépithéliale de bas grade. **2 Haut grade**\u00a0: lésion malpighienne intraépithéliale de haut grade. **3 Carcinome**\u00a0: carcinome épidermoïde invasif. La classe d’une lame est celle de sa lésion la plus grave.

## Ce qu’il faut déposer

Une ligne par lame, avec un seul 1 dans la colonne de la classe prédite et 0 dans les trois autres.

Ceci est une réplique de démonstration\u00a0: 1\u202f015 noms de lame et leurs étiquettes ont été engendrés, avec autant de lames par classe que dans le jeu d’apprentissage du défi de 2020. Aucune image ne les accompagne.`,
  },
  dataDescription: {
    en: "The sample file lists the 1,015 slide names, all in class 0. Names and labels are invented; 609 slides count for the public ranking, 406 for the final one.",
    fr: "Le fichier d’exemple liste les 1\u202f015 noms de lame, tous en classe 0. Noms et étiquettes sont inventés\u202f; 609 lames comptent pour le classement public, 406 pour le définitif.",
  },
  organisers: [
    {
      name: "Société de pathologie numérique",
      part: { en: "Scientific lead: Dr Solène Aubrac", fr: "Direction scientifique\u00a0: Dr Solène Aubrac" },
    },
    {
      name: "Institut Ardant",
      part: { en: "Set the cost of each error", fr: "A fixé le coût de chaque erreur" },
    },
  ],
} as const;
