import { z } from "zod";
import { metric } from "../metric.ts";
import {
  averageOverClasses,
  binaryMisfit,
  classAverage,
  fScoreOf,
  thresholdParam,
} from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

/** Harmonic mean of precision and recall; 0 when both are 0.
 * Reference: sklearn.metrics.f1_score with zero_division 0. */
export const f1 = metric({
  name: "f1",
  title: { en: "F1 score", fr: "Score F1" },
  explanation: {
    en: "The harmonic mean of precision and recall: high only when both are. With several classes, their average.",
    fr: "La moyenne harmonique de la précision et du rappel\u00a0: élevée seulement si les deux le sont. Avec plusieurs classes, leur moyenne.",
  },
  formula: String.raw`\frac{2\,\mathrm{TP}}{2\,\mathrm{TP}+\mathrm{FP}+\mathrm{FN}}`,
  source: "scikit-learn, f1_score",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({ average: classAverage.default("binary"), threshold: thresholdParam }),
  misfit: binaryMisfit,
  compute(examples, { average, threshold }) {
    const score = averageOverClasses(decideClasses(examples, threshold), average, (tally) =>
      fScoreOf(tally, 1),
    );
    return { value: score };
  },
});
