import { z } from "zod";
import { meanOverRows } from "../metric.ts";

/** Share of rows whose class is among the k most probable ones; of equal probabilities the later class comes first, and
 * with one column a probability of exactly one half means the negative class, as in scikit-learn.
 * Reference: sklearn.metrics.top_k_accuracy_score. */
export const topKAccuracy = meanOverRows({
  name: "top_k_accuracy",
  title: { en: "Top-k accuracy", fr: "Exactitude parmi les k premières" },
  explanation: {
    en: "The share of rows whose true class is among the k most probable predicted ones.",
    fr: "La part des lignes dont la classe vraie figure parmi les k classes prédites les plus probables.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\mathbf{1}\left[y_i\in\mathrm{top}_k(\hat{p}_i)\right]`,
  source: "scikit-learn, top_k_accuracy_score",
  better: "higher",
  range: [0, 1],
  needs: ["probabilities"],
  decimals: 4,
  params: z.strictObject({ k: z.int().min(1).default(2) }),
  term({ truth, probabilities, columns }, { k }) {
    if (columns === 1)
      return (row) => Number(k >= 2 || truth[row] === Number((probabilities[row] ?? 0) > 0.5));
    return (row) =>
      Number(placeOf(truth[row] ?? 0, probabilities.subarray(row * columns, (row + 1) * columns)) < k);
  },
});

/** How many classes come before one: those more probable, and of the equally probable ones the later. */
function placeOf(index: number, probabilities: Float64Array): number {
  const own = probabilities[index] ?? 0;
  let before = 0;
  for (const [other, probability] of probabilities.entries())
    before += Number(probability > own || (probability === own && other > index));
  return before;
}
