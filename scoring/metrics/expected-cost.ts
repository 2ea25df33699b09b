import { z } from "zod";
import { meanOverRows } from "../metric.ts";
import { thresholdParam } from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

const params = z
  .strictObject({
    /** Cost of predicting the column's class where the row's class is true; in the order of the classes. */
    costs: z.array(z.array(z.number().min(0))).min(2),
    /** Give one minus the mean cost, so that higher is better. */
    reward: z.boolean().default(false),
    threshold: thresholdParam,
  })
  .refine(({ costs }) => costs.every((row) => row.length === costs.length), {
    message: "costs: a square table",
  });

/** Mean cost of the predicted classes, or one minus it.
 * Source: the score of the 2020 TissueNet challenge, 1 − (1/N) Σ E[yᵢ][ŷᵢ]. */
export const expectedCost = meanOverRows({
  name: "expected_cost",
  title: { en: "Expected cost", fr: "Coût moyen" },
  explanation: {
    en: "Each error costs what the table says for its true and predicted class; the score is the mean cost, or one minus it when a reward is asked for.",
    fr: "Chaque erreur coûte ce que la table indique pour sa classe vraie et sa classe prédite\u202f; le score est le coût moyen, ou un moins ce coût quand une récompense est demandée.",
  },
  formula: String.raw`1-\frac{1}{n}\sum_{i=1}^{n}C_{y_i,\hat{y}_i}`,
  source: "TissueNet 2020",
  better: "lower",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  decimals: 4,
  params,
  misfit({ costs }, spec) {
    const classes =
      spec.classes?.length ?? (spec.predictions.length > 1 ? spec.predictions.length : costs.length);
    return classes === costs.length ? null : "costs: one row and one column per class";
  },
  term(examples, { costs, reward, threshold }) {
    const { truth, predicted } = decideClasses(examples, threshold);
    // A class that the labels do not know costs as much as the worst error.
    const costOf = (row: readonly number[], column: number) => row[column] ?? Math.max(...row);
    const cost = (row: number) => costOf(costs[truth[row] ?? 0] ?? [], predicted[row] ?? -1);
    return reward ? (row) => 1 - cost(row) : cost;
  },
});
