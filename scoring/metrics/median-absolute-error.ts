import { z } from "zod";
import { metric } from "../metric.ts";
import { percentile } from "../numeric/percentile.ts";

/** Median size of the errors. Reference: sklearn.metrics.median_absolute_error. */
export const medianAbsoluteError = metric({
  name: "median_absolute_error",
  title: { en: "Median absolute error", fr: "Erreur absolue médiane" },
  explanation: {
    en: "Half of the errors are smaller than this; a few huge errors do not change it. 0 is perfect.",
    fr: "La moitié des erreurs est plus petite que cette valeur\u202f; quelques erreurs énormes n’y changent rien. 0 est parfait.",
  },
  formula: String.raw`\operatorname{med}_i\left|\hat{y}_i-y_i\right|`,
  source: "scikit-learn, median_absolute_error",
  better: "lower",
  range: [0, Infinity],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    return {
      value: percentile(
        Float64Array.from(truth, (actual, row) => Math.abs((predicted[row] ?? 0) - actual)),
        50,
      ),
    };
  },
});
