import { z } from "zod";
import { metric, unsuited } from "../metric.ts";
import { decideClasses } from "../numeric/decide.ts";

/** Share of rows whose class is right. Reference: sklearn.metrics.accuracy_score. */
export const accuracy = metric({
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
  isMeanOverRows: true,
  decimals: 4,
  params: z.strictObject({ threshold: z.number().default(0.5) }),
  compute(examples, { threshold }) {
    if (examples.kind === "numbers") return unsuited("accuracy", examples);
    const { truth, predicted } = examples.kind === "classes" ? examples : decideClasses(examples, threshold);
    let right = 0;
    for (let row = 0; row < truth.length; row++) right += Number(truth[row] === predicted[row]);
    return { value: right / truth.length };
  },
});
