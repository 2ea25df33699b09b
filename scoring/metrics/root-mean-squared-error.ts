import { z } from "zod";
import { metric } from "../metric.ts";
import { meanOf } from "../numeric/sum.ts";

/** Square root of the mean squared error, in the unit of the target.
 * Reference: sklearn.metrics.mean_squared_error with squared=False. */
export const rootMeanSquaredError = metric({
  name: "root_mean_squared_error",
  title: { en: "Root mean squared error", fr: "Racine de l’erreur quadratique moyenne" },
  explanation: {
    en: "The typical size of an error, in the unit of the predicted quantity; large errors weigh more. 0 is perfect.",
    fr: "La taille typique d’une erreur, dans l’unité de la grandeur prédite\u202f; les grandes erreurs pèsent plus. 0 est parfait.",
  },
  formula: String.raw`\sqrt{\frac{1}{n}\sum_{i=1}^{n}(\hat{y}_i-y_i)^2}`,
  source: "scikit-learn, mean_squared_error",
  better: "lower",
  range: [0, Infinity],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    const squaredError = (row: number) => ((predicted[row] ?? 0) - (truth[row] ?? 0)) ** 2;
    return { value: Math.sqrt(meanOf(truth.length, squaredError)) };
  },
});
