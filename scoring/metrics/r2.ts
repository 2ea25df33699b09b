import { z } from "zod";
import { metric } from "../metric.ts";
import { CompensatedSum, meanOf } from "../numeric/sum.ts";

/** Share of the variance of the labels that is explained. On constant labels 1 when all predictions are exact, else 0,
 * as in scikit-learn; undefined on a single row.
 * Reference: sklearn.metrics.r2_score. */
export const r2 = metric({
  name: "r2",
  title: { en: "Coefficient of determination (R²)", fr: "Coefficient de détermination (R²)" },
  explanation: {
    en: "The share of the variation of the true values that the predictions explain. 1 is perfect, 0 is no better than their mean, below 0 is worse.",
    fr: "La part de la variation des vraies valeurs que les prédictions expliquent. 1 est parfait, 0 ne fait pas mieux que leur moyenne, au-dessous de 0 fait pire.",
  },
  formula: String.raw`1-\frac{\sum_{i}(\hat{y}_i-y_i)^2}{\sum_{i}(y_i-\bar{y})^2}`,
  source: "scikit-learn, r2_score",
  better: "higher",
  range: [-Infinity, 1],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    if (truth.length < 2) return { undefinedBecause: "too_few_rows" };
    const mean = meanOf(truth.length, (row) => truth[row] ?? 0);
    const residual = new CompensatedSum();
    const total = new CompensatedSum();
    for (const [row, actual] of truth.entries()) {
      residual.add(((predicted[row] ?? 0) - actual) ** 2);
      total.add((actual - mean) ** 2);
    }
    const isConstant = truth.every((actual) => actual === truth[0]);
    if (isConstant || total.value === 0) return { value: residual.value === 0 ? 1 : 0 };
    return { value: 1 - residual.value / total.value };
  },
});
