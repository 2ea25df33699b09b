import { z } from "zod";
import { metric } from "../metric.ts";
import {
  averageOverClasses,
  binaryMisfit,
  classAverage,
  recallOf,
  thresholdParam,
} from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

/** Share of the positives that are predicted so; 0 when there is none.
 * Reference: sklearn.metrics.recall_score with zero_division 0. */
export const recall = metric({
  name: "recall",
  title: { en: "Recall", fr: "Rappel" },
  explanation: {
    en: "Of the truly positive rows, the share that is found (the sensitivity). With several classes, their average.",
    fr: "Parmi les lignes vraiment positives, la part retrouvée (la sensibilité). Avec plusieurs classes, leur moyenne.",
  },
  formula: String.raw`\frac{\mathrm{TP}}{\mathrm{TP}+\mathrm{FN}}`,
  source: "scikit-learn, recall_score",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({ average: classAverage.default("binary"), threshold: thresholdParam }),
  misfit: binaryMisfit,
  compute(examples, { average, threshold }) {
    return { value: averageOverClasses(decideClasses(examples, threshold), average, recallOf) };
  },
});
