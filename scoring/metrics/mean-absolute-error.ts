import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Mean size of the errors. Reference: sklearn.metrics.mean_absolute_error. */
export const meanAbsoluteError = meanOverRows({
  name: "mean_absolute_error",
  title: { en: "Mean absolute error", fr: "Erreur absolue moyenne" },
  explanation: {
    en: "The mean size of an error, in the unit of the predicted quantity. 0 is perfect.",
    fr: "La taille moyenne d’une erreur, dans l’unité de la grandeur prédite. 0 est parfait.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\left|\hat{y}_i-y_i\right|`,
  source: "scikit-learn, mean_absolute_error",
  better: "lower",
  range: [0, Infinity],
  needs: ["numbers"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, predicted }) {
    return (row) => Math.abs((predicted[row] ?? 0) - (truth[row] ?? 0));
  },
});
