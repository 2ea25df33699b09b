import { z } from "zod";
import { meanOverRows, type ExamplesOf, type MetricValue } from "../metric.ts";
import { shareOf, sumOfShareLogs } from "../numeric/log-sum.ts";

const params = z.strictObject({ eps: z.number().positive().max(0.1).default(1e-15) });
type Params = z.infer<typeof params>;
type Probabilities = ExamplesOf<"probabilities">;

const byRows = meanOverRows({
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
  params,
  term(examples, { eps }) {
    const share = shareOf(examples, eps);
    return (row) => -Math.log(share(row));
  },
});

/** Log loss in nats. Probabilities are clipped to [eps, 1 − eps], then divided by the sum of their row.
 * Reference: sklearn.metrics.log_loss of scikit-learn 1.2.1. Source: Good 1952.
 * All rows together take one logarithm for many. */
export const logLoss = {
  ...byRows,
  compute(examples: Probabilities, { eps }: Params): MetricValue {
    return { value: 0 - sumOfShareLogs(examples, eps) / examples.truth.length };
  },
};
