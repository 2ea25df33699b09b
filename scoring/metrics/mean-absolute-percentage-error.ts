import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Mean error relative to the true value, as a fraction (1 = 100 %). True values of 0 count as the smallest step of a
 * double above 1, so that they weigh enormously.
 * Reference: sklearn.metrics.mean_absolute_percentage_error. */
export const meanAbsolutePercentageError = meanOverRows({
  name: "mean_absolute_percentage_error",
  title: { en: "Mean absolute percentage error", fr: "Erreur relative absolue moyenne" },
  explanation: {
    en: "The mean size of an error relative to the true value: 0.1 means 10%. 0 is perfect. Unsuited to true values near zero.",
    fr: "La taille moyenne d’une erreur rapportée à la vraie valeur\u00a0: 0,1 signifie 10\u00a0%. 0 est parfait. Inadaptée aux vraies valeurs proches de zéro.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\frac{\left|\hat{y}_i-y_i\right|}{\max(\epsilon,\left|y_i\right|)}`,
  source: "scikit-learn, mean_absolute_percentage_error",
  better: "lower",
  range: [0, Infinity],
  needs: ["numbers"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, predicted }) {
    return (row) => {
      const actual = truth[row] ?? 0;
      return Math.abs((predicted[row] ?? 0) - actual) / Math.max(Math.abs(actual), Number.EPSILON);
    };
  },
});
