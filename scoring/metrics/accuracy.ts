import { z } from "zod";
import { meanOverRows } from "../metric.ts";
import { thresholdParam } from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

/** Share of rows whose class is right. Reference: sklearn.metrics.accuracy_score. */
export const accuracy = meanOverRows({
  name: "accuracy",
  title: { en: "Accuracy", fr: "Exactitude" },
  explanation: {
    en: "The share of rows whose class is predicted exactly.",
    fr: "La part des lignes dont la classe est prédite exactement.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\mathbf{1}[\hat{y}_i=y_i]`,
  source: "scikit-learn, accuracy_score",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  decimals: 4,
  params: z.strictObject({ threshold: thresholdParam }),
  term(examples, { threshold }) {
    const { truth, predicted } = decideClasses(examples, threshold);
    return (row) => Number(truth[row] === predicted[row]);
  },
});
