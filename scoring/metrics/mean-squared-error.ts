import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Mean of squared errors. Reference: sklearn.metrics.mean_squared_error. */
export const meanSquaredError = meanOverRows({
  name: "mean_squared_error",
  title: { en: "Mean squared error", fr: "Erreur quadratique moyenne" },
  explanation: {
    en: "The mean of squared errors, in the squared unit of the predicted quantity; large errors weigh far more. 0 is perfect.",
    fr: "La moyenne des carrés des erreurs, dans le carré de l’unité de la grandeur prédite\u202f; les grandes erreurs pèsent bien plus. 0 est parfait.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}(\hat{y}_i-y_i)^2`,
  source: "scikit-learn, mean_squared_error",
  better: "lower",
  range: [0, Infinity],
  needs: ["numbers"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, predicted }) {
    return (row) => ((predicted[row] ?? 0) - (truth[row] ?? 0)) ** 2;
  },
});
