import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Log loss in nats. Probabilities are clipped to [eps, 1 − eps], then divided by the sum of their row.
 * Reference: sklearn.metrics.log_loss of scikit-learn 1.2.1. Source: Good 1952. */
export const logLoss = meanOverRows({
  name: "log_loss",
  title: { en: "Log loss", fr: "Perte logarithmique" },
  explanation: {
    en: "The mean of minus the logarithm of the probability given to the true class; confident errors weigh heavily. 0 is perfect.",
    fr: "La moyenne de l’opposé du logarithme de la probabilité donnée à la classe vraie\u202f; une erreur sûre d’elle pèse lourd. 0 est parfait.",
  },
  formula: String.raw`-\frac{1}{n}\sum_{i=1}^{n}\ln \hat{p}_{i,y_i}`,
  source: "scikit-learn, log_loss",
  better: "lower",
  range: [0, Infinity],
  needs: ["probabilities"],
  decimals: 4,
  params: z.strictObject({ eps: z.number().positive().max(0.1).default(1e-15) }),
  term(examples, { eps }) {
    const { truth, probabilities, columns } = examples;
    const clip = (probability: number) => Math.min(Math.max(probability, eps), 1 - eps);
    const lossOfBinaryRow = (row: number) => {
      const positive = clip(probabilities[row] ?? 0);
      // The complement of the clipped number, not the clipped complement: they differ in the last digits of eps.
      const negative = 1 - positive;
      return -Math.log((truth[row] === 1 ? positive : negative) / (positive + negative));
    };
    const lossOfRow = (row: number) => {
      let sum = 0;
      for (let column = 0; column < columns; column++)
        sum += clip(probabilities[row * columns + column] ?? 0);
      return -Math.log(clip(probabilities[row * columns + (truth[row] ?? 0)] ?? 0) / sum);
    };
    return columns === 1 ? lossOfBinaryRow : lossOfRow;
  },
});
