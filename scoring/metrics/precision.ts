import { z } from "zod";
import { metric } from "../metric.ts";
import {
  averageOverClasses,
  binaryMisfit,
  classAverage,
  precisionOf,
  thresholdParam,
} from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

/** Share of the predicted positives that are positive; 0 when none is predicted.
 * Reference: sklearn.metrics.precision_score with zero_division 0. */
export const precision = metric({
  name: "precision",
  title: { en: "Precision", fr: "Précision" },
  explanation: {
    en: "Of the rows predicted as positive, the share that truly are. With several classes, their average.",
    fr: "Parmi les lignes prédites positives, la part qui l’est vraiment. Avec plusieurs classes, leur moyenne.",
  },
  formula: String.raw`\frac{\mathrm{TP}}{\mathrm{TP}+\mathrm{FP}}`,
  source: "scikit-learn, precision_score",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({ average: classAverage.default("binary"), threshold: thresholdParam }),
  misfit: binaryMisfit,
  compute(examples, { average, threshold }) {
    return { value: averageOverClasses(decideClasses(examples, threshold), average, precisionOf) };
  },
});
