import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Mean squared error of probabilities: of the positive class with one column, summed over the classes with several.
 * Reference: sklearn.metrics.brier_score_loss for two classes. Source: Brier 1950 for several. */
export const brier = meanOverRows({
  name: "brier",
  title: { en: "Brier score", fr: "Score de Brier" },
  explanation: {
    en: "The mean squared distance between the probability and what happened (1 or 0); with several classes it is summed over them. 0 is perfect.",
    fr: "Le carré moyen de l’écart entre la probabilité et ce qui s’est passé (1 ou 0)\u202f; avec plusieurs classes, il est sommé sur elles. 0 est parfait.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\sum_{k}\left(\hat{p}_{ik}-\mathbf{1}[y_i=k]\right)^2`,
  source: "scikit-learn, brier_score_loss; Brier 1950",
  better: "lower",
  range: [0, 2],
  needs: ["probabilities"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, probabilities, columns }) {
    const squaredErrorOfBinaryRow = (row: number) => ((probabilities[row] ?? 0) - (truth[row] ?? 0)) ** 2;
    const squaredErrorOfRow = (row: number) => {
      let sum = 0;
      for (let column = 0; column < columns; column++)
        sum += ((probabilities[row * columns + column] ?? 0) - Number(truth[row] === column)) ** 2;
      return sum;
    };
    return columns === 1 ? squaredErrorOfBinaryRow : squaredErrorOfRow;
  },
});
