import { z } from "zod";
import { metric } from "../metric.ts";
import { recallOf, thresholdParam } from "../numeric/class-averages.ts";
import { confusionOf, tallies } from "../numeric/confusion.ts";
import { decideClasses } from "../numeric/decide.ts";
import { meanOf } from "../numeric/sum.ts";

/** Mean recall of the classes that occur in the labels; `adjusted` puts chance at 0.
 * Reference: sklearn.metrics.balanced_accuracy_score. */
export const balancedAccuracy = metric({
  name: "balanced_accuracy",
  title: { en: "Balanced accuracy", fr: "Exactitude équilibrée" },
  explanation: {
    en: "The share of rows predicted exactly, computed class by class and then averaged: a rare class weighs as much as a common one.",
    fr: "La part des lignes prédites exactement, calculée classe par classe puis moyennée\u00a0: une classe rare pèse autant qu’une classe fréquente.",
  },
  formula: String.raw`\frac{1}{K}\sum_{k=1}^{K}\frac{\#\{i: y_i=k,\ \hat{y}_i=k\}}{\#\{i: y_i=k\}}`,
  source: "scikit-learn, balanced_accuracy_score; Brodersen et al. 2010",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({ adjusted: z.boolean().default(false), threshold: thresholdParam }),
  compute(examples, { adjusted, threshold }) {
    const present = tallies(confusionOf(decideClasses(examples, threshold))).filter(
      ({ actual }) => actual > 0,
    );
    const mean = meanOf(present.length, (index) =>
      recallOf(present[index] ?? { actual: 0, predicted: 0, hits: 0 }),
    );
    if (!adjusted) return { value: mean };
    if (present.length === 1) return { undefinedBecause: "a_class_is_absent" };
    const chance = 1 / present.length;
    return { value: (mean - chance) / (1 - chance) };
  },
});
