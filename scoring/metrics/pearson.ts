import { z } from "zod";
import { metric } from "../metric.ts";
import { linearCorrelation } from "../numeric/correlation.ts";

/** Linear correlation. Reference: scipy.stats.pearsonr. Source: Pearson 1896. */
export const pearson = metric({
  name: "pearson",
  title: { en: "Pearson correlation", fr: "Corrélation de Pearson" },
  explanation: {
    en: "How well a straight line relates predictions and true values. 1 is a perfect rising line; level and scale do not matter.",
    fr: "À quel point une droite relie prédictions et vraies valeurs. 1 est une droite croissante parfaite\u202f; niveau et échelle ne comptent pas.",
  },
  formula: String.raw`\frac{\sum_i(y_i-\bar{y})(\hat{y}_i-\bar{\hat{y}})}{\sqrt{\sum_i(y_i-\bar{y})^2}\sqrt{\sum_i(\hat{y}_i-\bar{\hat{y}})^2}}`,
  source: "scipy.stats.pearsonr",
  better: "higher",
  range: [-1, 1],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    return linearCorrelation(truth, predicted);
  },
});
